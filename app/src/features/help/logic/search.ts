/** Finding questions and words of the glossary by what somebody types. */

/** Small letters without accents, so that "comunita" finds "Comunità". */
export function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();
}

/** Does one of the texts, or do they together, contain every word that was typed? */
export function matches(typed: string, texts: readonly string[]): boolean {
  const where = plain(texts.join(" "));
  return plain(typed)
    .split(/\s+/)
    .every((word) => where.includes(word));
}

export interface Topic {
  readonly question: string;
  readonly answer: string;
}

export interface TopicSection {
  readonly title: string;
  readonly topics: Readonly<Record<string, Topic>>;
}

export interface FoundSection {
  readonly name: string;
  readonly title: string;
  readonly topics: readonly (Topic & { readonly name: string })[];
}

/** Sections with the questions that were asked for; a section's title finds all of it. */
export function findTopics(
  sections: Readonly<Record<string, TopicSection>>,
  typed: string,
): readonly FoundSection[] {
  return Object.entries(sections)
    .map(([name, { title, topics }]) => ({
      name,
      title,
      topics: Object.entries(topics)
        .map(([topic, words]) => ({ name: topic, ...words }))
        .filter(({ question, answer }) => matches(typed, [title, question, answer])),
    }))
    .filter(({ topics }) => topics.length > 0);
}

export interface Term {
  readonly term: string;
  readonly meaning: string;
}

export interface FoundTerm extends Term {
  readonly name: string;
  /** The same word in the other language. */
  readonly other: string;
}

/** Words of the glossary by their own language's alphabet; found in either language. */
export function findTerms(
  terms: Readonly<Record<string, Term>>,
  otherLanguage: Readonly<Record<string, Term>>,
  typed: string,
): readonly FoundTerm[] {
  return Object.entries(terms)
    .map(([name, words]) => ({ name, ...words, other: otherLanguage[name]?.term ?? "" }))
    .filter(({ term, meaning, other }) => matches(typed, [term, meaning, other]))
    .sort((one, next) => (plain(one.term) < plain(next.term) ? -1 : 1));
}
