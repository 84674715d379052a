/** What the reader has chosen on this device, and what follows the device otherwise. */
import AsyncStorage from "@react-native-async-storage/async-storage";
import { getLocales } from "expo-localization";

import { type Language } from "@/formats";

export interface Preferences {
  readonly language: Language | "system";
  readonly theme: "dark" | "light" | "system";
  /** Whoever has met the app goes to sign in at once. */
  readonly isWelcomed: boolean;
  /** The first steps were put away. */
  readonly hidesSteps: boolean;
  /** The community looked at last, of several. */
  readonly communityId: string | null;
}

export const DEFAULTS: Preferences = {
  language: "system",
  theme: "dark",
  isWelcomed: false,
  hidesSteps: false,
  communityId: null,
};

const LANGUAGES: readonly Preferences["language"][] = ["it", "en", "system"];
const THEMES: readonly Preferences["theme"][] = ["dark", "light", "system"];

const KEPT_AS = "meriggio.preferences";

/** Of the device; a newcomer's where it cannot say. */
export async function keptPreferences(): Promise<Preferences> {
  return preferencesIn(await AsyncStorage.getItem(KEPT_AS).catch(() => null));
}

export async function keepPreferences(preferences: Preferences): Promise<void> {
  await AsyncStorage.setItem(KEPT_AS, JSON.stringify(preferences));
}

/** What can be used of what is kept; the rest is as for a newcomer. */
export function preferencesIn(text: string | null): Preferences {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    if (typeof value !== "object" || value === null) return DEFAULTS;
    const kept = value as Record<string, unknown>;
    const { language, theme, communityId } = kept;
    return {
      language: LANGUAGES.find((one) => one === language) ?? DEFAULTS.language,
      theme: THEMES.find((one) => one === theme) ?? DEFAULTS.theme,
      isWelcomed: kept["isWelcomed"] === true,
      hidesSteps: kept["hidesSteps"] === true,
      communityId: typeof communityId === "string" ? communityId : null,
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
