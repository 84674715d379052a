/** A month of a community by days: what was fed in, and what of it was shared. */
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

/** A bar for each day up to now, of what was fed in: shared, and the rest; none of unknown days. */
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
    const values = day ? [day.sharedWh, Math.max(0, day.fedInWh - day.sharedWh)] : [null, null];
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
