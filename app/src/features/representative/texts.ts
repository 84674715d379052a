import { bilingual } from "@/texts/bilingual";

export const representativeTexts = bilingual({
  it: {},
  en: {},
});
