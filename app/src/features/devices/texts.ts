import { bilingual } from "@/texts/bilingual";

import { associationTexts } from "./texts/association";
import { statusTexts } from "./texts/status";

export const devicesTexts = bilingual({
  it: { association: associationTexts.it, status: statusTexts.it },
  en: { association: associationTexts.en, status: statusTexts.en },
});
