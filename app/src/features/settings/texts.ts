import { bilingual } from "@/texts/bilingual";

export const settingsTexts = bilingual({
  it: {},
  en: {},
});
