/** A month of a community by days: what was fed in, drawn and shared. */
import { startOfDay, startOfMonth } from "@/formats";
import { type BarPeriod } from "@/ui/charts";

export interface SharedDay {
  readonly from: string;
  readonly to: string;
  readonly fedInWh: number;
  readonly withdrawnWh: number;
  readonly sharedWh: number;
  readonly coverageS: number;
}

export interface Month {
  readonly from: number;
  readonly to: number;
}

/** The month that an instant lies in, moved by whole months. */
export function monthOf(at: number, timeZone: string, months = 0): Month {
  return {
    from: startOfMonth(at, timeZone, months),
    to: startOfMonth(at, timeZone, months + 1),
  };
}

/** Less than this of a day known is said. */
const WHOLE = 0.95;

/** A bar for each day up to now: produced, consumed, shared; of days that nobody knows, none. */
export function daysOf(
  days: readonly SharedDay[],
  month: Month,
  now: number,
  timeZone: string,
): BarPeriod[] {
  const known = new Map(days.map((day) => [Date.parse(day.from), day]));
  const periods: BarPeriod[] = [];
  for (
    let from = month.from;
    from < Math.min(month.to, now);
    from = startOfDay(from, timeZone, 1)
  ) {
    const to = startOfDay(from, timeZone, 1);
    const day = known.get(from);
    const values = day ? [day.fedInWh, day.withdrawnWh, day.sharedWh] : [null, null, null];
    const isWhole = day !== undefined && day.coverageS * 1000 >= (to - from) * WHOLE;
    periods.push({ from, to, values, ...(day !== undefined && !isWhole && { incomplete: true }) });
  }
  return periods;
}

interface Sums {
  readonly fedInWh: number;
  readonly withdrawnWh: number;
  readonly sharedWh: number;
  /** Of what was fed in, from 0 to 1; null where nothing was. */
  readonly sharedShare: number | null;
}

export function sumsOf(days: readonly SharedDay[]): Sums {
  const sum = (key: "fedInWh" | "withdrawnWh" | "sharedWh") =>
    days.reduce((total, day) => total + day[key], 0);
  const [fedInWh, sharedWh] = [sum("fedInWh"), sum("sharedWh")];
  return {
    fedInWh,
    withdrawnWh: sum("withdrawnWh"),
    sharedWh,
    sharedShare: fedInWh > 0 ? sharedWh / fedInWh : null,
  };
}
