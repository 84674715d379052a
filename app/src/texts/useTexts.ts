import { useLanguage } from "@/preferences/PreferencesProvider";

import { dictionary, type Texts } from "./dictionary";

/** The words of the app in the reader's language: `useTexts().account.signIn`. */
export function useTexts(): Texts {
  return dictionary[useLanguage()];
}
