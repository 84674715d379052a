/**
 * Clocks of a time zone, days of 23 and 25 hours included.
 * Only `DateTimeFormat.format` is used: not every Hermes has `formatToParts`.
 */

export interface WallClock {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** An instant: milliseconds since 1970, a Date, or an RFC 3339 string. */
export type Instant = number | Date | string;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;

/** Milliseconds since 1970; NaN for what is no time. */
export function toMillis(instant: Instant): number {
  if (typeof instant === "number") return instant;
  return typeof instant === "string" ? Date.parse(instant) : instant.getTime();
}

const readers = new Map<string, Intl.DateTimeFormat>();

function readerOf(timeZone: string): Intl.DateTimeFormat {
  const known = readers.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  readers.set(timeZone, made);
  return made;
}

/** What a clock on the wall shows at an instant in a zone. */
export function wallClock(instant: number, timeZone: string): WallClock {
  const numbers = readerOf(timeZone).format(new Date(instant)).match(/\d+/g)?.map(Number) ?? [];
  const [month = 1, day = 1, year = 1970, hour = 0, minute = 0, second = 0] = numbers;
  // Some engines call midnight 24.
  return { year, month, day, hour: hour % 24, minute, second };
}

/** Minutes that a zone is ahead of UTC at an instant. */
export function offsetMinutes(instant: number, timeZone: string): number {
  const clock = wallClock(instant, timeZone);
  const asUtc = Date.UTC(
    clock.year,
    clock.month - 1,
    clock.day,
    clock.hour,
    clock.minute,
    clock.second,
  );
  return Math.round((asUtc - Math.floor(instant / 1000) * 1000) / MINUTE_MS);
}

/**
 * The instant at which a zone's clock shows a time; days and months may run over.
 * Of an hour that comes twice, the first; of one that is left out, the hour after it.
 */
export function atWallClock(
  timeZone: string,
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
): number {
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  const before = asUtc - offsetMinutes(asUtc - 24 * HOUR_MS, timeZone) * MINUTE_MS;
  const after = asUtc - offsetMinutes(asUtc + 24 * HOUR_MS, timeZone) * MINUTE_MS;
  const [first, second] = before <= after ? [before, after] : [after, before];
  const shows = (instant: number) =>
    instant + offsetMinutes(instant, timeZone) * MINUTE_MS === asUtc;
  if (shows(first)) return first;
  return second;
}

/** Midnight before or at an instant, moved by whole days. */
export function startOfDay(instant: number, timeZone: string, days = 0): number {
  const { year, month, day } = wallClock(instant, timeZone);
  return atWallClock(timeZone, year, month, day + days);
}

/** The first midnight of the month, moved by whole months. */
export function startOfMonth(instant: number, timeZone: string, months = 0): number {
  const { year, month } = wallClock(instant, timeZone);
  return atWallClock(timeZone, year, month + months, 1);
}

/** The first midnight of the year, moved by whole years. */
export function startOfYear(instant: number, timeZone: string, years = 0): number {
  return atWallClock(timeZone, wallClock(instant, timeZone).year + years, 1, 1);
}

/** Whole calendar days from one instant to another: 1 is tomorrow, -1 yesterday. */
export function daysBetween(from: number, to: number, timeZone: string): number {
  const asDay = (instant: number) => {
    const { year, month, day } = wallClock(instant, timeZone);
    return Date.UTC(year, month - 1, day);
  };
  return Math.round((asDay(to) - asDay(from)) / (24 * HOUR_MS));
}
