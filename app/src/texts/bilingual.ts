/** Words in both languages, of one shape: a phrase that is missing in one does not compile. */
export type Phrase = string | ((...values: never[]) => string);

export interface Phrases {
  readonly [name: string]: Phrase | Phrases;
}

/** The same names and values to fill in, whatever the words. */
export type SameShape<T> = T extends string
  ? string
  : T extends (...values: infer Values) => string
    ? (...values: Values) => string
    : { readonly [Name in keyof T]: SameShape<T[Name]> };

export interface Bilingual<T> {
  readonly it: SameShape<T>;
  readonly en: SameShape<T>;
}

/** A feature's `texts.ts` is one call of this. */
export function bilingual<T extends Phrases>(texts: {
  readonly it: T & SameShape<T>;
  readonly en: SameShape<NoInfer<T>>;
}): Bilingual<T> {
  return texts;
}
