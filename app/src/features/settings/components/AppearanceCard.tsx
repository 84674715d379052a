import { usePreferences } from "@/preferences/PreferencesProvider";
import { type Preferences } from "@/preferences/preferences";
import { useTexts } from "@/texts";
import { Card, type Option } from "@/ui";

import { LabelledChoice } from "./LabelledChoice";

/** Theme and language of the app on this device; counts at once, also offline. */
export function AppearanceCard() {
  const words = useTexts().settings.appearance;
  const { preferences, choose } = usePreferences();
  const themes: readonly Option<Preferences["theme"]>[] = [
    { value: "dark", label: words.dark },
    { value: "light", label: words.light },
    { value: "system", label: words.system },
  ];
  const languages: readonly Option<Preferences["language"]>[] = [
    { value: "it", label: words.italian },
    { value: "en", label: words.english },
    { value: "system", label: words.system },
  ];
  return (
    <Card title={words.title}>
      <LabelledChoice
        label={words.theme}
        value={preferences.theme}
        options={themes}
        onChange={(theme) => choose({ theme })}
      />
      <LabelledChoice
        label={words.language}
        value={preferences.language}
        options={languages}
        onChange={(language) => choose({ language })}
      />
    </Card>
  );
}
