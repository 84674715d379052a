import { bilingual } from "@/texts/bilingual";

export const facilityTexts = bilingual({
  it: {},
  en: {},
});
