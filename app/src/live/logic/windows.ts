/** When there is surplus as a rule, told by the episodes of recent days; nothing is forecast. */
import { atWallClock, MINUTE_MS, startOfDay, wallClock } from "@/formats";

export interface Episode {
  readonly startedAt: string;
  readonly endedAt: string | null;
}

export interface Window {
  /** Milliseconds since 1970, rounded to quarter-hours. */
  readonly from: number;
  readonly to: number;
  /** On how many of the days looked at there was surplus. */
  readonly days: number;
}

/** As the notifications do it (services/engagement/domain/notifications/expected_end.py). */
export const LOOKS_BACK_DAYS = 14;
const DAYS_AT_LEAST = 3;
const AHEAD_MINUTES = 60;
const QUARTER_MINUTES = 15;
const WORTH_SAYING_MS = 30 * MINUTE_MS;
/** Episodes so close to each other are one stretch to people. */
const SAME_STRETCH_MS = 30 * MINUTE_MS;

interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * About when a surplus of now ends: the median of the clock times at which episodes ended that were
 * open at this time, or within the hour, on earlier days. Null where fewer than three days tell it,
 * and where it is less than half an hour away.
 */
export function usualEnd(
  episodes: readonly Episode[],
  at: number,
  timeZone: string,
): number | null {
  const spans = spansOf(episodes);
  const clock = wallClock(at, timeZone);
  const ends: number[] = [];
  for (let days = 1; days <= LOOKS_BACK_DAYS; days += 1) {
    const then = onDay(at, -days, clock.hour * 60 + clock.minute, timeZone);
    const open = spans.filter(
      ({ from, to }) => from < then + AHEAD_MINUTES * MINUTE_MS && to > then,
    );
    if (open.length === 0) continue;
    const last = Math.max(...open.map(({ to }) => to));
    ends.push(minutesSince(startOfDay(then, timeZone), last, timeZone));
  }
  if (ends.length < DAYS_AT_LEAST) return null;
  const end = onDay(at, 0, toQuarter(median(ends)), timeZone);
  return end - at >= WORTH_SAYING_MS ? end : null;
}

/**
 * The next time of day at which there was surplus on recent days, under way or to come: the medians
 * of each day's longest stretch. Null where fewer than three days had one.
 */
export function nextWindow(
  episodes: readonly Episode[],
  at: number,
  timeZone: string,
): Window | null {
  const stretches = longestByDay(spansOf(episodes), at, timeZone);
  if (stretches.length < DAYS_AT_LEAST) return null;
  const begins = toQuarter(median(stretches.map(({ from }) => from)));
  const ends = toQuarter(median(stretches.map(({ to }) => to)));
  if (ends - begins < QUARTER_MINUTES) return null;
  const on = (days: number): Window => ({
    from: onDay(at, days, begins, timeZone),
    to: onDay(at, days, ends, timeZone),
    days: stretches.length,
  });
  const today = on(0);
  return today.to - at >= WORTH_SAYING_MS ? today : on(1);
}

/** Of each day before this one the longest stretch, in minutes of the day's clock. */
function longestByDay(spans: readonly Span[], at: number, timeZone: string): Span[] {
  const stretches = stretchesOf(spans);
  return Array.from({ length: LOOKS_BACK_DAYS }, (_, index) => {
    const midnight = startOfDay(at, timeZone, -1 - index);
    const next = startOfDay(at, timeZone, -index);
    const ofDay = stretches.filter(({ from }) => from >= midnight && from < next);
    const longest = ofDay.sort((one, other) => other.to - other.from - (one.to - one.from))[0];
    if (longest === undefined) return null;
    return {
      from: minutesSince(midnight, longest.from, timeZone),
      to: minutesSince(midnight, longest.to, timeZone),
    };
  }).filter((span) => span !== null);
}

function stretchesOf(spans: readonly Span[]): Span[] {
  const stretches: Span[] = [];
  for (const span of [...spans].sort((one, other) => one.from - other.from)) {
    const last = stretches.at(-1);
    if (last !== undefined && span.from - last.to < SAME_STRETCH_MS) {
      stretches[stretches.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    } else stretches.push(span);
  }
  return stretches;
}

/** Those that are over. */
function spansOf(episodes: readonly Episode[]): Span[] {
  return episodes.flatMap(({ startedAt, endedAt }) =>
    endedAt === null ? [] : [{ from: Date.parse(startedAt), to: Date.parse(endedAt) }],
  );
}

/** Minutes on the clock since a midnight; above 1440 when it lasted into the next day. */
function minutesSince(midnight: number, instant: number, timeZone: string): number {
  const { hour, minute } = wallClock(instant, timeZone);
  const days = Math.round((startOfDay(instant, timeZone) - midnight) / (24 * 60 * MINUTE_MS));
  return days * 1440 + hour * 60 + minute;
}

function onDay(at: number, days: number, minutes: number, timeZone: string): number {
  const { year, month, day } = wallClock(at, timeZone);
  return atWallClock(timeZone, year, month, day + days, 0, minutes);
}

function toQuarter(minutes: number): number {
  return Math.round(minutes / QUARTER_MINUTES) * QUARTER_MINUTES;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}
