/** A simulation as rows: what each gets now, and what it would get. */
import { type Simulation } from "@/api/queries/rules";
import { monthAfter } from "@/formats";

export interface SimulatedRow {
  readonly key: string;
  readonly name: string;
  readonly inForceEur: number;
  readonly proposedEur: number;
  readonly differenceEur: number;
}

/** Facilities by how much changes for them, those that gain first. */
export function facilityRows(
  simulation: Simulation,
  nameOf: (facilityId: string) => string,
): readonly SimulatedRow[] {
  return simulation.facilities
    .map(({ facilityId, ...amounts }) => ({
      key: facilityId,
      name: nameOf(facilityId),
      ...amounts,
    }))
    .sort((one, other) => other.differenceEur - one.differenceEur);
}

export interface Winners {
  readonly more: number;
  readonly less: number;
  readonly same: number;
}

export function winnersOf({ facilities }: Simulation): Winners {
  const more = facilities.filter(({ differenceEur }) => differenceEur > 0).length;
  const less = facilities.filter(({ differenceEur }) => differenceEur < 0).length;
  return { more, less, same: facilities.length - more - less };
}

/** So many months up to this one. */
export function lastMonths(count: number, thisMonth: string): { from: string; to: string } {
  return { from: monthAfter(thisMonth, 1 - count), to: thisMonth };
}
