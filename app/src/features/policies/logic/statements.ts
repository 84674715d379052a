/** Settled months: which of a year there are, a month's days, and what changed between versions. */
import {
  type CommunityStatement,
  type SettledYear,
  type SettlementDifference,
  type SettlementHead,
  type StatementLine,
} from "@/api/queries/settlements";
import { atWallClock, monthAfter } from "@/formats";
import { type BarPeriod } from "@/ui/charts";

export interface MonthRow {
  readonly month: string;
  /** Null while it is not settled. */
  readonly head: SettlementHead | null;
}

/** Months of a year that have begun, newest first. */
export function monthRows(year: SettledYear, thisMonth: string): readonly MonthRow[] {
  const heads = new Map(year.months.map((head) => [head.month, head]));
  const months = Array.from(
    { length: 12 },
    (_, index) => `${year.year}-${String(index + 1).padStart(2, "0")}`,
  );
  return months
    .filter((month) => month <= thisMonth)
    .reverse()
    .map((month) => ({ month, head: heads.get(month) ?? null }));
}

/**
 * From the first settled month of the year on, as months before the community are not offered; this
 * month and the last one always, for they are settled next.
 */
export function worthShowing(rows: readonly MonthRow[], thisMonth: string): readonly MonthRow[] {
  const first = rows.map(({ head }) => head !== null).lastIndexOf(true);
  return rows.filter(({ month }, index) => index <= first || month >= monthAfter(thisMonth, -1));
}

/** Whether a month exists and is written "2026-11". */
export function isMonth(typed: string): boolean {
  return /^20\d{2}-(0[1-9]|1[0-2])$/.test(typed);
}

/** Shared energy by day. */
export function dayBars({ days }: CommunityStatement, timeZone: string): BarPeriod[] {
  return days.map(({ day, sharedAsConsumerWh }) => {
    const [year = 1970, month = 1, date = 1] = day.split("-").map(Number);
    return {
      from: atWallClock(timeZone, year, month, date),
      to: atWallClock(timeZone, year, month, date + 1),
      values: [sharedAsConsumerWh],
    };
  });
}

/** Facilities by what they get, the most first. */
export function byAmount(lines: readonly StatementLine[]): readonly StatementLine[] {
  return [...lines].sort((one, other) => other.amountEur - one.amountEur);
}

/** For how much of its membership a facility's energy is known; 1 where it was none. */
export function coverageOf({ coverageS, memberS }: StatementLine): number {
  return memberS === 0 ? 1 : Math.min(1, coverageS / memberS);
}

export interface ChangedRow {
  readonly key: string;
  readonly beforeEur: number | null;
  readonly afterEur: number | null;
  readonly differenceEur: number;
}

/** Lines that changed, by facility; the largest change first. */
export function changedRows({ lines }: SettlementDifference): readonly ChangedRow[] {
  return lines
    .filter(({ changed, differenceEur }) => changed || differenceEur !== 0)
    .map(({ facilityId, before, after, beforeEur, afterEur, differenceEur }) => ({
      key: facilityId,
      beforeEur: before === null ? null : beforeEur,
      afterEur: after === null ? null : afterEur,
      differenceEur,
    }))
    .sort((one, other) => Math.abs(other.differenceEur) - Math.abs(one.differenceEur));
}
