import { bilingual } from "@/texts/bilingual";

export const nowTexts = bilingual({
  it: {},
  en: {},
});
