import { bilingual } from "@/texts/bilingual";

import { distributionTexts } from "./texts/distribution";
import { effectTexts } from "./texts/effect";
import { statementsTexts } from "./texts/statements";
import { surplusTexts } from "./texts/surplus";

export const policiesTexts = bilingual({
  it: {
    surplus: surplusTexts.it,
    distribution: distributionTexts.it,
    statements: statementsTexts.it,
    effect: effectTexts.it,
  },
  en: {
    surplus: surplusTexts.en,
    distribution: distributionTexts.en,
    statements: statementsTexts.en,
    effect: effectTexts.en,
  },
});
