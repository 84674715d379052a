/** What recent days were like, hour by hour, and when to start something that takes a while. */
import { HOUR_MS, MINUTE_MS, startOfDay, wallClock } from "@/formats";
import { type Interval } from "@/ui/charts";

import { median } from "./windows";

/** An hour of a history, as the energy service tells it. */
export interface MeasuredInterval {
  readonly from: string;
  readonly to: string;
  readonly producedWh: number;
  readonly consumedWh: number;
  readonly coverageS: number;
}

export interface UsualHour {
  readonly producedW: number;
  readonly consumedW: number;
}

/** By hour of the clock, 0 to 23; null where fewer than three days tell it. */
export type UsualDay = readonly (UsualHour | null)[];

const DAYS_AT_LEAST = 3;
const LEAST_COVERAGE = 0.5;

/** The medians of the hours before today. */
export function usualDay(
  history: readonly MeasuredInterval[],
  at: number,
  timeZone: string,
): UsualDay {
  const midnight = startOfDay(at, timeZone);
  const byHour = Array.from({ length: 24 }, (): UsualHour[] => []);
  for (const interval of history) {
    const from = Date.parse(interval.from);
    const known = interval.coverageS / ((Date.parse(interval.to) - from) / 1000);
    if (from >= midnight || !(known >= LEAST_COVERAGE)) continue;
    const hours = interval.coverageS / 3600;
    byHour[wallClock(from, timeZone).hour]?.push({
      producedW: interval.producedWh / hours,
      consumedW: interval.consumedWh / hours,
    });
  }
  return byHour.map((days) =>
    days.length < DAYS_AT_LEAST
      ? null
      : {
          producedW: median(days.map(({ producedW }) => producedW)),
          consumedW: median(days.map(({ consumedW }) => consumedW)),
        },
  );
}

/** A usual day's hours from a time on, for a chart. */
export function expected(
  usual: UsualDay,
  key: keyof UsualHour,
  from: number,
  to: number,
  timeZone: string,
): Interval[] {
  const intervals: Interval[] = [];
  for (let start = from; start < to;) {
    const end = Math.min(to, (Math.floor(start / HOUR_MS) + 1) * HOUR_MS);
    const hour = usual[wallClock(start, timeZone).hour] ?? null;
    if (hour !== null) intervals.push({ from: start, to: end, value: hour[key] });
    start = end;
  }
  return intervals;
}

/** Energy to spare on a usual day between two times, in Wh; null where not all of it is known. */
export function expectedLeft(
  usual: UsualDay,
  from: number,
  to: number,
  timeZone: string,
): number | null {
  const [produced, consumed] = (["producedW", "consumedW"] as const).map((key) =>
    expected(usual, key, from, to, timeZone),
  );
  const known = (produced ?? []).reduce((length, hour) => length + hour.to - hour.from, 0);
  if (known === 0 || known < to - from) return null;
  return (produced ?? []).reduce((sum, hour, index) => {
    const spareW = (hour.value ?? 0) - (consumed?.[index]?.value ?? 0);
    return sum + (Math.max(0, spareW) * (hour.to - hour.from)) / HOUR_MS;
  }, 0);
}

export interface Start {
  readonly at: number;
  /** Mean power to spare over the duration on recent days, in W. */
  readonly spareW: number;
}

const QUARTER_MS = 15 * MINUTE_MS;
const LOOKS_AHEAD_MS = 24 * HOUR_MS;
/** A start that is nearly as good but earlier is better. */
const NEARLY_AS_GOOD = 0.9;

/**
 * When, within a day from now, to start what takes so long, judged by recent days. Null where they
 * do not tell, or had nothing to spare.
 */
export function bestStart(
  usual: UsualDay,
  at: number,
  durationMs: number,
  timeZone: string,
): Start | null {
  const first = Math.ceil(at / QUARTER_MS) * QUARTER_MS;
  const quarters = Array.from(
    { length: (LOOKS_AHEAD_MS + durationMs) / QUARTER_MS },
    (_, index) => usual[wallClock(first + index * QUARTER_MS, timeZone).hour] ?? null,
  ).map((hour) => (hour === null ? null : Math.max(0, hour.producedW - hour.consumedW)));
  const length = Math.round(durationMs / QUARTER_MS);
  const starts: Start[] = [];
  for (let index = 0; index < LOOKS_AHEAD_MS / QUARTER_MS; index += 1) {
    const during = quarters.slice(index, index + length);
    if (during.includes(null)) continue;
    const sum = during.reduce<number>((total, spareW) => total + (spareW ?? 0), 0);
    starts.push({ at: first + index * QUARTER_MS, spareW: sum / length });
  }
  const best = Math.max(0, ...starts.map(({ spareW }) => spareW));
  if (best === 0) return null;
  return starts.find(({ spareW }) => spareW >= best * NEARLY_AS_GOOD) ?? null;
}
