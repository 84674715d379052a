import { useLanguage } from "@/preferences/PreferencesProvider";

import { findTerms, type FoundTerm } from "../logic/search";
import { glossaryTexts } from "../texts/glossary";

/** The glossary in the reader's language, found by what was typed. */
export function useTerms(typed: string): readonly FoundTerm[] {
  const language = useLanguage();
  const other = language === "it" ? "en" : "it";
  return findTerms(glossaryTexts[language], glossaryTexts[other], typed);
}
