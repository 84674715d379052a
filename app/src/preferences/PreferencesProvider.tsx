import { createContext, use, useEffect, useState, type ReactNode } from "react";

import { type Language } from "@/formats";

import {
  DEFAULTS,
  keepPreferences,
  keptPreferences,
  languageOf,
  type Preferences,
} from "./preferences";

interface Chosen {
  readonly preferences: Preferences;
  readonly choose: (change: Partial<Preferences>) => void;
}

const PreferencesContext = createContext<Chosen>({
  preferences: DEFAULTS,
  choose: () => undefined,
});

/** Reads what was chosen before anything is shown, and keeps what is chosen. */
export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [preferences, setPreferences] = useState<Preferences | null>(null);
  useEffect(() => {
    void keptPreferences().then(setPreferences);
  }, []);
  if (preferences === null) return null;
  const choose = (change: Partial<Preferences>) => {
    const changed = { ...preferences, ...change };
    setPreferences(changed);
    void keepPreferences(changed);
  };
  return <PreferencesContext value={{ preferences, choose }}>{children}</PreferencesContext>;
}

/** To see and change what the reader has chosen. */
export function usePreferences(): Chosen {
  return use(PreferencesContext);
}

/** The language in use. */
export function useLanguage(): Language {
  return languageOf(usePreferences().preferences);
}
