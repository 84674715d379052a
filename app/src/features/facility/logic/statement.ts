/** A facility's month: which one, and what of it is shown. */
import { type FacilityStatement } from "@/api/queries/facilityEnergy";
import { atWallClock } from "@/formats";

export interface Part {
  readonly criterion: string;
  readonly eur: number;
}

/** Where the sum comes from, the largest first; parts of nothing are left out. */
export function partsOf({ partsEur, excessEur }: FacilityStatement["line"]): Part[] {
  const parts = Object.entries(partsEur).map(([criterion, eur]) => ({ criterion, eur }));
  return [...parts, { criterion: "excess", eur: excessEur }]
    .filter(({ eur }) => Math.abs(eur) >= 0.005)
    .sort((one, other) => other.eur - one.eur);
}

interface DayBar {
  readonly from: number;
  readonly to: number;
  readonly values: readonly number[];
}

/** Shared energy by day, as producer and as consumer. */
export function dayBars({ days }: FacilityStatement, timeZone: string): DayBar[] {
  return days.map(({ day, sharedAsConsumerWh, sharedAsProducerWh }) => {
    const [year = 1970, month = 1, date = 1] = day.split("-").map(Number);
    return {
      from: atWallClock(timeZone, year, month, date),
      to: atWallClock(timeZone, year, month, date + 1),
      values: [sharedAsProducerWh, sharedAsConsumerWh],
    };
  });
}
