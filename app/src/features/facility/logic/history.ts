/** A facility's history as charts and sums take it: what is not known stays unknown. */
import { type History, type HistoryInterval } from "@/api/queries/facilityEnergy";
import { HOUR_MS, wallClock } from "@/formats";

import { periodAt, type Period, type PeriodKind } from "./periods";

/** What the chart's intervals look like; the same shape as in `@/ui/charts`. */
interface Interval {
  readonly from: number;
  readonly to: number;
  readonly value: number | null;
}

interface Bar {
  readonly from: number;
  readonly to: number;
  readonly values: readonly (number | null)[];
  readonly incomplete: boolean;
}

/** Of an interval at least this part must be known for it to count as complete. */
const COMPLETE = 0.98;

export function intervalsOf(history: History | undefined): HistoryInterval[] {
  return (history?.history ?? []).filter((item): item is HistoryInterval => "consumedWh" in item);
}

/** Mean power of each interval in W, over the part of it that is known. */
export function powerSeries(
  intervals: readonly HistoryInterval[],
): Readonly<Record<"consumed" | "produced", Interval[]>> {
  const series = (energyOf: (item: HistoryInterval) => number) =>
    intervals.map((item) => ({
      from: Date.parse(item.from),
      to: Date.parse(item.to),
      value: item.coverageS > 0 ? (energyOf(item) * 3600) / item.coverageS : null,
    }));
  return {
    consumed: series(({ consumedWh }) => consumedWh),
    produced: series(({ producedWh }) => producedWh),
  };
}

/** One bar for each day or month of a period, known or not; what has not begun has none. */
export function energyBars(
  intervals: readonly HistoryInterval[],
  slots: readonly { readonly from: number; readonly to: number }[],
): Bar[] {
  const known = new Map(intervals.map((item) => [Date.parse(item.from), item]));
  return slots.map(({ from, to }) => {
    const item = known.get(from);
    if (item === undefined) return { from, to, values: [null, null], incomplete: false };
    return {
      from,
      to,
      values: [item.producedWh, item.consumedWh],
      incomplete: item.coverageS * 1000 < COMPLETE * (to - from),
    };
  });
}

export interface Totals {
  readonly consumedWh: number;
  readonly producedWh: number;
  /** For which part of the time the energy is known, from 0 to 1. */
  readonly knownShare: number;
}

/** Sums over a time, in milliseconds; null where nothing of it is known. */
export function totalsOf(
  intervals: readonly HistoryInterval[],
  { from, to }: { readonly from: number; readonly to: number },
): Totals | null {
  const inside = intervals.filter(
    (item) => Date.parse(item.from) >= from && Date.parse(item.from) < to,
  );
  const coverageS = sum(inside.map((item) => item.coverageS));
  if (coverageS === 0 || to <= from) return null;
  return {
    consumedWh: sum(inside.map((item) => item.consumedWh)),
    producedWh: sum(inside.map((item) => item.producedWh)),
    knownShare: Math.min(1, (coverageS * 1000) / (to - from)),
  };
}

export function hasGaps({ knownShare }: Totals): boolean {
  return knownShare < COMPLETE;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export interface Compared {
  readonly present: Totals;
  readonly other: Totals;
  /** Up to here both are summed: the end of the last whole interval. */
  readonly until: number;
  /** Whether the present period is compared as far as it has come only. */
  readonly isPartial: boolean;
  /** Whether gaps in one of them make the comparison unsure. */
  readonly hasGaps: boolean;
}

/**
 * Two periods laid beside each other as far as the present one has come: by the clock and the
 * calendar, so that days of 23 hours and months of 28 days are compared with their like.
 */
export function compared(
  present: { readonly period: Period; readonly history: History },
  other: { readonly period: Period; readonly history: History },
  timeZone: string,
  now: number,
): Compared | null {
  const intervals = intervalsOf(present.history);
  const asOf = present.history.asOf === null ? null : Date.parse(present.history.asOf);
  const reached = Math.min(now, asOf ?? now);
  const whole = intervals.filter((item) => Date.parse(item.to) <= reached);
  const last = whole.at(-1);
  if (last === undefined) return null;
  const until = Math.min(present.period.to, Date.parse(last.to));
  const place = placeOf(present.period.kind, Date.parse(last.from), timeZone);
  const others = intervalsOf(other.history).filter(
    (item) => placeOf(other.period.kind, Date.parse(item.from), timeZone) <= place,
  );
  const isPartial = until < present.period.to;
  const otherTo = isPartial ? endLike(other, place, timeZone) : other.period.to;
  const sums = {
    present: totalsOf(whole, { from: present.period.from, to: until }),
    other: totalsOf(others, { from: other.period.from, to: otherTo }),
  };
  if (sums.present === null || sums.other === null) return null;
  return {
    present: sums.present,
    other: sums.other,
    until,
    isPartial,
    hasGaps: hasGaps(sums.present) || hasGaps(sums.other),
  };
}

/** How far in its period something is: minute of the hour or day, day of the month, month. */
function placeOf(kind: PeriodKind, instant: number, timeZone: string): number {
  const { month, day, hour, minute } = wallClock(instant, timeZone);
  switch (kind) {
    case "hour":
      return minute;
    case "day":
      return hour * 60 + minute;
    case "month":
      return day;
    case "year":
      return month;
  }
}

/** Where the other period has come as far: the end of its last interval up to that place. */
function endLike({ period }: { readonly period: Period }, place: number, timeZone: string): number {
  const steps = slotsOf(period, timeZone).filter(
    ({ from }) => placeOf(period.kind, from, timeZone) <= place,
  );
  return steps.at(-1)?.to ?? period.to;
}

/** All intervals that a period has, whether anything is known of them or not. */
export function slotsOf(period: Period, timeZone: string): { from: number; to: number }[] {
  const slots: { from: number; to: number }[] = [];
  let from = period.from;
  while (from < period.to && slots.length < 400) {
    const to = Math.min(period.to, nextOf(period.kind, from, timeZone));
    slots.push({ from, to });
    from = to;
  }
  return slots;
}

function nextOf(kind: PeriodKind, from: number, timeZone: string): number {
  switch (kind) {
    case "hour":
      return from + HOUR_MS / 60;
    case "day":
      return from + HOUR_MS / 4;
    case "month":
      return periodAt("day", from, timeZone).to;
    case "year":
      return periodAt("month", from, timeZone).to;
  }
}

/** By how much the present is more (+) or less (-) than the other; null where that says nothing. */
export function changeShare(present: number, other: number): number | null {
  if (other < 1) return null;
  return (present - other) / other;
}
