import { bilingual } from "@/texts/bilingual";

export const communityTexts = bilingual({
  it: {},
  en: {},
});
