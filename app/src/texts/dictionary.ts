/** All words of the app, from the features' `texts.ts`, by language. */
import { accountProblems } from "@/api/problemTexts/account";
import { communityProblems } from "@/api/problemTexts/community";
import { deviceProblems } from "@/api/problemTexts/devices";
import { energyProblems } from "@/api/problemTexts/energy";
import { engagementProblems } from "@/api/problemTexts/engagement";
import { generalProblems } from "@/api/problemTexts/general";
import { accountTexts } from "@/features/account/texts";
import { communityTexts } from "@/features/community/texts";
import { devicesTexts } from "@/features/devices/texts";
import { facilityTexts } from "@/features/facility/texts";
import { helpTexts } from "@/features/help/texts";
import { notificationsTexts } from "@/features/notifications/texts";
import { nowTexts } from "@/features/now/texts";
import { policiesTexts } from "@/features/policies/texts";
import { representativeTexts } from "@/features/representative/texts";
import { settingsTexts } from "@/features/settings/texts";
import { type Language } from "@/formats";
import { liveTexts } from "@/live/texts";

import { commonTexts } from "./common";

const all = {
  common: commonTexts,
  generalProblems,
  accountProblems,
  communityProblems,
  energyProblems,
  engagementProblems,
  deviceProblems,
  account: accountTexts,
  live: liveTexts,
  now: nowTexts,
  community: communityTexts,
  facility: facilityTexts,
  devices: devicesTexts,
  notifications: notificationsTexts,
  policies: policiesTexts,
  representative: representativeTexts,
  settings: settingsTexts,
  help: helpTexts,
} as const;

export type Texts = { readonly [Room in keyof typeof all]: (typeof all)[Room]["it"] };

function inLanguage(language: Language): Texts {
  const rooms = Object.entries(all).map(([room, texts]) => [room, texts[language]]);
  // Object.fromEntries forgets which room has which words; `all` has them.
  return Object.fromEntries(rooms) as Texts;
}

export const dictionary: Readonly<Record<Language, Texts>> = {
  it: inLanguage("it"),
  en: inLanguage("en"),
};
