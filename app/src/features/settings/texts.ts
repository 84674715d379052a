import { bilingual } from "@/texts/bilingual";

import { appearanceTexts } from "./texts/appearance";
import { dataTexts } from "./texts/data";
import { hubTexts } from "./texts/hub";
import { profileTexts } from "./texts/profile";
import { securityTexts } from "./texts/security";

/** The words of the account and of the app's own settings, by subject. */
export const settingsTexts = bilingual({
  it: {
    hub: hubTexts.it,
    appearance: appearanceTexts.it,
    profile: profileTexts.it,
    security: securityTexts.it,
    data: dataTexts.it,
  },
  en: {
    hub: hubTexts.en,
    appearance: appearanceTexts.en,
    profile: profileTexts.en,
    security: securityTexts.en,
    data: dataTexts.en,
  },
});
