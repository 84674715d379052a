/** The hour, day, month or year that a chart shows, on the clock of a zone. */
import { type HistoryResolution } from "@/api/queries/facilityEnergy";
import {
  atWallClock,
  HOUR_MS,
  startOfDay,
  startOfMonth,
  startOfYear,
  wallClock,
  type Formats,
} from "@/formats";

export type PeriodKind = "hour" | "day" | "month" | "year";

export interface Period {
  readonly kind: PeriodKind;
  readonly from: number;
  /** Not part of it. */
  readonly to: number;
}

/** How long the intervals are that a period is shown in. */
export const RESOLUTION: Readonly<Record<PeriodKind, HistoryResolution>> = {
  hour: "minute",
  day: "quarter",
  month: "day",
  year: "month",
};

/** The period of a kind around an instant, moved by whole periods. */
export function periodAt(kind: PeriodKind, instant: number, timeZone: string, moved = 0): Period {
  switch (kind) {
    case "hour": {
      const from = Math.floor(instant / HOUR_MS) * HOUR_MS + moved * HOUR_MS;
      return { kind, from, to: from + HOUR_MS };
    }
    case "day":
      return {
        kind,
        from: startOfDay(instant, timeZone, moved),
        to: startOfDay(instant, timeZone, moved + 1),
      };
    case "month":
      return {
        kind,
        from: startOfMonth(instant, timeZone, moved),
        to: startOfMonth(instant, timeZone, moved + 1),
      };
    case "year":
      return {
        kind,
        from: startOfYear(instant, timeZone, moved),
        to: startOfYear(instant, timeZone, moved + 1),
      };
  }
}

export function moved(period: Period, by: number, timeZone: string): Period {
  return periodAt(period.kind, period.from, timeZone, by);
}

export function isRunning({ from, to }: Period, now: number): boolean {
  return from <= now && now < to;
}

/** Where a period is held fast: null for the one of now, which moves on with time. */
export function anchorOf(period: Period, now: number): number | null {
  return isRunning(period, now) ? null : period.from;
}

/** "today, 15:00–16:00", "Mon, 30 Nov", "November 2026", "2026". */
export function periodTitle({ kind, from, to }: Period, formats: Formats, now: number): string {
  switch (kind) {
    case "hour":
      return `${formats.day(from, now)}, ${formats.timeRange(from, to, now)}`;
    case "day":
      return formats.day(from, now);
    case "month":
      return formats.date(from, "month");
    case "year":
      return String(wallClock(from, formats.timeZone).year);
  }
}

/** What a period may be laid beside. */
export type Comparison = "previous" | "weekBefore" | "yearBefore";

export const COMPARISONS: Readonly<Record<PeriodKind, readonly Comparison[]>> = {
  hour: ["previous"],
  day: ["previous", "weekBefore"],
  month: ["previous", "yearBefore"],
  year: ["previous"],
};

/** The period to compare with; an hour's is the same hour of the day before. */
export function comparedPeriod(period: Period, with_: Comparison, timeZone: string): Period {
  if (period.kind === "hour") {
    const { year, month, day, hour } = wallClock(period.from, timeZone);
    return periodAt("hour", atWallClock(timeZone, year, month, day - 1, hour), timeZone);
  }
  const back: Readonly<Record<Comparison, number>> = {
    previous: -1,
    weekBefore: -7,
    yearBefore: -12,
  };
  return moved(period, back[with_], timeZone);
}

/** The days of a month in weeks from Monday; null where a week has days of another month. */
export function weeksOf(monthStart: number, timeZone: string): (number | null)[][] {
  const { year, month } = wallClock(monthStart, timeZone);
  const count = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const blank = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7;
  const cells = [
    ...Array.from({ length: blank }, () => null),
    ...Array.from({ length: count }, (_, day) => atWallClock(timeZone, year, month, day + 1)),
  ];
  const weeks = Math.ceil(cells.length / 7);
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => cells[week * 7 + day] ?? null),
  );
}

export function capitalized(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
