/** What the reader has chosen on this device, and what follows the device otherwise. */
import { getLocales } from "expo-localization";

import { type Language } from "@/formats";

export interface Preferences {
  readonly language: Language | "system";
  readonly theme: "dark" | "light" | "system";
}

export const DEFAULTS: Preferences = { language: "system", theme: "dark" };

const LANGUAGES: readonly Preferences["language"][] = ["it", "en", "system"];
const THEMES: readonly Preferences["theme"][] = ["dark", "light", "system"];

/** What can be used of what is kept; the rest is as for a newcomer. */
export function preferencesIn(kept: string | null): Preferences {
  try {
    const value: unknown = JSON.parse(kept ?? "{}");
    if (typeof value !== "object" || value === null) return DEFAULTS;
    const { language, theme } = value as Record<string, unknown>;
    return {
      language: LANGUAGES.find((one) => one === language) ?? DEFAULTS.language,
      theme: THEMES.find((one) => one === theme) ?? DEFAULTS.theme,
    };
  } catch {
    return DEFAULTS;
  }
}

/** The first of the device's languages that the app speaks; English for everybody else. */
export function languageOf(preferences: Preferences, locales = getLocales()): Language {
  if (preferences.language !== "system") return preferences.language;
  for (const { languageCode } of locales) {
    if (languageCode === "it" || languageCode === "en") return languageCode;
  }
  return "en";
}
