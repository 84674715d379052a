import { bilingual } from "@/texts/bilingual";

import { inboxTexts } from "./texts/inbox";
import { settingsTexts } from "./texts/settings";

export const notificationsTexts = bilingual({
  it: { inbox: inboxTexts.it, settings: settingsTexts.it },
  en: { inbox: inboxTexts.en, settings: settingsTexts.en },
});
