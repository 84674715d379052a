/** Axes: few marks at round values, and at round times of the clock of a zone. */
import { nice, ticks } from "d3-array";

import {
  atWallClock,
  formatDate,
  formatTime,
  HOUR_MS,
  type Language,
  MINUTE_MS,
  startOfDay,
  wallClock,
} from "@/formats";

export interface ValueAxis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

/** Less than this is nothing, in all units that charts have. */
const SMALLEST_SPAN = 1e-6;

/** From zero, or below it, to a round value above the largest. */
export function valueAxis(values: readonly number[], marks = 3): ValueAxis {
  const known = values.filter(Number.isFinite);
  const least = known.reduce((one, other) => Math.min(one, other), 0);
  const most = known.reduce((one, other) => Math.max(one, other), 0);
  const isFlat = most - least < SMALLEST_SPAN;
  const [low, high] = isFlat ? nice(least < 0 ? -1 : 0, 1, marks) : nice(least, most, marks);
  // Rounding of the machine may leave the outermost value a hair outside.
  return {
    low: Math.min(low, least),
    high: Math.max(high, most),
    ticks: ticks(low, high, marks),
  };
}

export interface TimeTick {
  readonly at: number;
  readonly label: string;
}

type Step = { readonly unit: "minute" | "hour" | "day" | "month"; readonly count: number };

const STEPS: readonly Step[] = [
  ...[5, 10, 15, 30].map((count) => ({ unit: "minute" as const, count })),
  ...[1, 2, 3, 4, 6, 12].map((count) => ({ unit: "hour" as const, count })),
  ...[1, 2, 7, 14].map((count) => ({ unit: "day" as const, count })),
  ...[1, 2, 3, 6, 12].map((count) => ({ unit: "month" as const, count })),
];

const LENGTH_MS = { minute: MINUTE_MS, hour: HOUR_MS, day: 24 * HOUR_MS, month: 30 * 24 * HOUR_MS };

/** At most `most` marks, both ends included, each labelled by the clock or the calendar. */
export function timeTicks(
  from: number,
  to: number,
  language: Language,
  timeZone: string,
  most: number,
): TimeTick[] {
  if (!(to > from) || !Number.isFinite(from) || !Number.isFinite(to)) return [];
  const { step, times } = roundTimes(from, to, timeZone, most);
  return times.map((at) => ({ at, label: labelOf(step, at, from, language, timeZone) }));
}

/** The finest step of which no more than `most` marks lie within, and these marks. */
function roundTimes(from: number, to: number, timeZone: string, most: number) {
  for (const step of STEPS) {
    // A day of 25 hours has no more marks than one of 24: counted, not reckoned.
    if ((to - from) / (LENGTH_MS[step.unit] * step.count) > most + 1) continue;
    const times = timesOf(step, from, to, timeZone);
    if (times.length <= most) return { step, times };
  }
  const step: Step = { unit: "month", count: yearsStep(from, to, most) };
  return { step, times: timesOf(step, from, to, timeZone) };
}

function yearsStep(from: number, to: number, most: number): number {
  return 12 * Math.max(1, Math.ceil((to - from) / (12 * LENGTH_MS.month) / Math.max(1, most - 1)));
}

/** Round times within, in order and each once, even where the clock is put on or back. */
function timesOf({ unit, count }: Step, from: number, to: number, timeZone: string): number[] {
  const start = wallClock(from, timeZone);
  const times: number[] = [];
  for (let index = 0; times.length < 100; index += 1) {
    const at = roundTime(unit, count * index, start, timeZone);
    if (at > to) break;
    if (at >= from && at > (times.at(-1) ?? -Infinity)) times.push(at);
  }
  return times;
}

function roundTime(
  unit: Step["unit"],
  amount: number,
  { year, month, day, hour }: ReturnType<typeof wallClock>,
  timeZone: string,
): number {
  switch (unit) {
    case "minute":
      return atWallClock(timeZone, year, month, day, hour) + amount * MINUTE_MS;
    case "hour":
      return atWallClock(timeZone, year, month, day + Math.floor(amount / 24), amount % 24);
    case "day":
      return atWallClock(timeZone, year, month, day + amount);
    case "month":
      return atWallClock(timeZone, year, 1 + amount, 1);
  }
}

function labelOf(
  { unit, count }: Step,
  at: number,
  from: number,
  language: Language,
  timeZone: string,
): string {
  if (unit === "day") return formatDate(at, language, timeZone, "short");
  if (unit === "month") {
    const { year, month } = wallClock(at, timeZone);
    return count >= 12 || month === 1 ? String(year) : monthName(at, language, timeZone);
  }
  const endsTheDay = at === startOfDay(at, timeZone) && at > from;
  if (!endsTheDay) return formatTime(at, timeZone);
  const spansDays = at - startOfDay(from, timeZone) > 36 * HOUR_MS;
  return spansDays ? formatDate(at, language, timeZone, "short") : "24:00";
}

/** The month's short name: what is left of the short date without its day. */
export function monthName(at: number, language: Language, timeZone: string): string {
  return formatDate(at, language, timeZone, "short").replace(/[\d\s.]+/g, "");
}

export interface Anchored {
  readonly x: number;
  readonly anchor: "start" | "middle" | "end";
}

/** Where a label of a width stands so that neither end is cut off. */
export function anchored(x: number, labelWidth: number, width: number): Anchored {
  if (x + labelWidth / 2 > width) return { x: Math.min(x, width), anchor: "end" };
  if (x - labelWidth / 2 < 0) return { x: Math.max(x, 0), anchor: "start" };
  return { x, anchor: "middle" };
}
