import { bilingual } from "@/texts/bilingual";

import { auditTexts } from "./texts/audit";
import { formTexts } from "./texts/form";
import { historyTexts } from "./texts/history";
import { membershipTexts } from "./texts/membership";
import { officialTexts } from "./texts/official";
import { overviewTexts } from "./texts/overview";
import { peopleTexts } from "./texts/people";

/** The words of a facility's screens, by subject. */
export const facilityTexts = bilingual({
  it: {
    overview: overviewTexts.it,
    history: historyTexts.it,
    form: formTexts.it,
    people: peopleTexts.it,
    membership: membershipTexts.it,
    official: officialTexts.it,
    audit: auditTexts.it,
  },
  en: {
    overview: overviewTexts.en,
    history: historyTexts.en,
    form: formTexts.en,
    people: peopleTexts.en,
    membership: membershipTexts.en,
    official: officialTexts.en,
    audit: auditTexts.en,
  },
});
