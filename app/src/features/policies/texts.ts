import { bilingual } from "@/texts/bilingual";

import { distributionTexts } from "./texts/distribution";
import { effectTexts } from "./texts/effect";
import { gseTexts } from "./texts/gse";
import { statementsTexts } from "./texts/statements";
import { surplusTexts } from "./texts/surplus";

export const policiesTexts = bilingual({
  it: {
    surplus: surplusTexts.it,
    distribution: distributionTexts.it,
    statements: statementsTexts.it,
    gse: gseTexts.it,
    effect: effectTexts.it,
  },
  en: {
    surplus: surplusTexts.en,
    distribution: distributionTexts.en,
    statements: statementsTexts.en,
    gse: gseTexts.en,
    effect: effectTexts.en,
  },
});
