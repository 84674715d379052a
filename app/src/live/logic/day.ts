/** A community's day as a chart takes it, and how it compares with the day before. */
import { HOUR_MS, startOfDay } from "@/formats";
import { type Interval } from "@/ui/charts";

import { type MeasuredInterval } from "./usualDay";

/** Less than this of an interval says too little about it. */
const LEAST_COVERAGE_S = 60;

export interface Day {
  /** Midnights, 23 to 25 hours apart. */
  readonly from: number;
  readonly to: number;
}

export function dayOf(at: number, timeZone: string, days = 0): Day {
  return { from: startOfDay(at, timeZone, days), to: startOfDay(at, timeZone, days + 1) };
}

/** Mean power of each interval while it was measured; what was hardly measured is not known. */
export function powers(
  history: readonly MeasuredInterval[],
  key: "producedWh" | "consumedWh",
  asOf: number,
): Interval[] {
  return history.flatMap((interval) => {
    const from = Date.parse(interval.from);
    const to = Math.min(Date.parse(interval.to), Math.max(asOf, from));
    if (to <= from) return [];
    const isKnown = interval.coverageS >= Math.min(LEAST_COVERAGE_S, (to - from) / 1000);
    const hours = interval.coverageS / 3600;
    return [{ from, to, value: isKnown && hours > 0 ? interval[key] / hours : null }];
  });
}

export interface SharedHour {
  readonly from: string;
  readonly to: string;
  readonly sharedWh: number;
}

/**
 * Energy shared up to the same time of the day before, in Wh: whole hours, and of the hour under way
 * as much as has passed of it. Null where the day before is not known.
 */
export function sharedByThen(
  hours: readonly SharedHour[],
  asOf: number,
  timeZone: string,
): number | null {
  const yesterday = dayOf(asOf, timeZone, -1);
  const until = yesterday.from + (asOf - startOfDay(asOf, timeZone));
  const known = hours.filter(({ from }) => {
    const start = Date.parse(from);
    return start >= yesterday.from && start < yesterday.to;
  });
  if (known.length === 0 || Date.parse(known[0]?.from ?? "") > until) return null;
  return known.reduce((sum, { from, sharedWh }) => {
    const passed = Math.min(1, Math.max(0, (until - Date.parse(from)) / HOUR_MS));
    return sum + sharedWh * passed;
  }, 0);
}
