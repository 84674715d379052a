/** Where the screens of this feature are, and those it leads to. */
import { type Href } from "expo-router";

export type ManagePlace =
  | "eligibility"
  | "members"
  | "offers"
  | "invite"
  | "official-data"
  | "edit"
  | "handover"
  | "audit"
  | "remove";

export const communitiesPath: Href = "/communities";

export function communityPath(communityId: string): Href {
  return `/communities/${communityId}`;
}

export function managePath(communityId: string, place?: ManagePlace): Href {
  const base = `/communities/${communityId}/manage` as const;
  return place === undefined ? base : `${base}/${place}`;
}

/** Screens of the community's rules and accounts. */
const RULES = {
  surplus: "surplus-policy",
  division: "distribution-policy",
  accounts: "statements",
  effect: "effect",
} as const;

export function rulesPath(communityId: string, rule: keyof typeof RULES): Href {
  return `/communities/${communityId}/${RULES[rule]}`;
}
