import { bilingual } from "@/texts/bilingual";

export const devicesTexts = bilingual({
  it: {},
  en: {},
});
