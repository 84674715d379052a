import { bilingual } from "@/texts/bilingual";

import { auditTexts } from "./texts/audit";
import { eligibilityTexts } from "./texts/eligibility";
import { formTexts } from "./texts/form";
import { handoverTexts } from "./texts/handover";
import { hubTexts } from "./texts/hub";
import { inviteTexts } from "./texts/invite";
import { membersTexts } from "./texts/members";
import { removalTexts } from "./texts/removal";

export const representativeTexts = bilingual({
  it: {
    hub: hubTexts.it,
    form: formTexts.it,
    eligibility: eligibilityTexts.it,
    members: membersTexts.it,
    invite: inviteTexts.it,
    handover: handoverTexts.it,
    audit: auditTexts.it,
    removal: removalTexts.it,
  },
  en: {
    hub: hubTexts.en,
    form: formTexts.en,
    eligibility: eligibilityTexts.en,
    members: membersTexts.en,
    invite: inviteTexts.en,
    handover: handoverTexts.en,
    audit: auditTexts.en,
    removal: removalTexts.en,
  },
});
