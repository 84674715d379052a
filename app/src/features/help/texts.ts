import { bilingual } from "@/texts/bilingual";

export const helpTexts = bilingual({
  it: {},
  en: {},
});
