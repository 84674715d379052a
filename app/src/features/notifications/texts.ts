import { bilingual } from "@/texts/bilingual";

export const notificationsTexts = bilingual({
  it: {},
  en: {},
});
