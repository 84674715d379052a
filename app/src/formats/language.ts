/** The languages the app speaks. */
export type Language = "it" | "en";

/** Whose habits for numbers and dates hold in a language. */
export function localeOf(language: Language): string {
  return language === "it" ? "it-IT" : "en-GB";
}

/** Shown where a value is not known: never a zero, never an empty place. */
export const UNKNOWN = "–";

/** Keeps a number and its unit on one line. */
export const NO_BREAK_SPACE = "\u00A0";
