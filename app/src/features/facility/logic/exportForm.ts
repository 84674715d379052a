/** What to export: the period that is chosen or typed, and whether it can be had. */
import { type HistoryResolution } from "@/api/queries/facilityEnergy";
import { daysBetween, parseDate, startOfDay } from "@/formats";

import { periodAt } from "./periods";

export type ExportPeriod = "thisMonth" | "lastMonth" | "thisYear" | "custom";

export interface ExportDraft {
  readonly period: ExportPeriod;
  /** Days as typed, both included. */
  readonly fromDay: string;
  readonly toDay: string;
  readonly resolution: HistoryResolution;
  readonly format: "csv" | "parquet";
}

export const RESOLUTIONS: readonly HistoryResolution[] = [
  "quarter",
  "hour",
  "day",
  "month",
  "minute",
  "raw",
];

const MOST_RAW_DAYS = 400;

export type ExportProblem = "noDate" | "endBeforeStart" | "rawTooLong";

export type ExportSpan =
  | { readonly from: number; readonly to: number }
  | { readonly field: "fromDay" | "toDay" | "resolution"; readonly problem: ExportProblem };

/** From when to when, or what is wrong with it. */
export function spanOf(draft: ExportDraft, now: number, timeZone: string): ExportSpan {
  const span = draft.period === "custom" ? typedSpan(draft, timeZone) : null;
  if (span !== null && "problem" in span) return span;
  const { from, to } = span ?? usualSpan(draft.period, now, timeZone);
  const isTooLong = draft.resolution === "raw" && daysBetween(from, to, timeZone) > MOST_RAW_DAYS;
  return isTooLong ? { field: "resolution", problem: "rawTooLong" } : { from, to };
}

function usualSpan(period: ExportPeriod, now: number, timeZone: string) {
  if (period === "thisYear") return periodAt("year", now, timeZone);
  return periodAt("month", now, timeZone, period === "lastMonth" ? -1 : 0);
}

function typedSpan({ fromDay, toDay }: ExportDraft, timeZone: string): ExportSpan {
  const [first, last] = [parseDate(fromDay), parseDate(toDay)];
  if (first === null) return { field: "fromDay", problem: "noDate" };
  if (last === null) return { field: "toDay", problem: "noDate" };
  if (last < first) return { field: "toDay", problem: "endBeforeStart" };
  const noon = (day: string) => Date.parse(`${day}T12:00:00Z`);
  return {
    from: startOfDay(noon(first), timeZone),
    to: startOfDay(noon(last), timeZone, 1),
  };
}
