/** Where the screens of this feature are, and the one they hang below. */
import { type Href } from "expo-router";

export type RulesPlace = "surplus-policy" | "distribution-policy" | "statements" | "effect";

export function managePath(communityId: string): Href {
  return `/communities/${communityId}/manage`;
}

export function rulesPath(communityId: string, place: RulesPlace): Href {
  return `/communities/${communityId}/${place}`;
}

export type MonthPlace = "versions" | "gse";

export function monthPath(communityId: string, month: string, place?: MonthPlace): Href {
  const base = `/communities/${communityId}/statements/${month}` as const;
  return place === undefined ? base : `${base}/${place}`;
}
