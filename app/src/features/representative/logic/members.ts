/** The facilities of a community, as its representative looks through them. */
import { type MemberFacility } from "@/api/queries/representative";

export interface MembersSummary {
  readonly count: number;
  readonly producers: number;
  readonly plantPowerW: number;
}

export function summaryOf(members: readonly MemberFacility[]): MembersSummary {
  const plants = members.filter(({ maxProductionW }) => maxProductionW > 0);
  return {
    count: members.length,
    producers: plants.length,
    plantPowerW: plants.reduce((sum, { maxProductionW }) => sum + maxProductionW, 0),
  };
}

/** Those whose name has the words, by name. */
export function found(
  members: readonly MemberFacility[],
  typed: string,
): readonly MemberFacility[] {
  const wanted = typed.trim().toLocaleLowerCase();
  return members
    .filter(({ name }) => name.toLocaleLowerCase().includes(wanted))
    .sort((one, other) => one.name.localeCompare(other.name, undefined, { numeric: true }));
}

export type NameOf = (facilityId: string) => string;

/** A facility's name where it is known, and else the beginning of its id. */
export function namesOf(
  known: readonly { readonly facilityId: string; readonly name: string }[],
  unknown: (shortId: string) => string,
): NameOf {
  const names = new Map(known.map(({ facilityId, name }) => [facilityId, name]));
  return (facilityId) => names.get(facilityId) ?? unknown(shortId(facilityId));
}

/** Enough of an id to tell two apart, and to compare it with what somebody reads out. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}
