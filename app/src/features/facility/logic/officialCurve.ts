/** Files of official curves: what a dry run says of one, and what was measured beside it. */
import {
  type ComparedPeriod,
  type CurveDifference,
  type CurveForm,
  type CurveImport,
  type CurveReport,
  type Direction,
} from "@/api/queries/officialCurves";
import { type Formats } from "@/formats";

/** As the service takes it. */
export const LARGEST_FILE_BYTES = 900_000;

/** Of a choice that is left to the service. */
export const FOUND_OUT = "auto";
export const CHOICES = {
  direction: ["consumed", "produced"],
  unit: ["kWh", "Wh", "kW", "W"],
  stamp: ["start", "end"],
  zone: ["rome", "utc"],
} as const;
export const COLUMNS = ["timeColumn", "clockColumn", "consumedColumn", "producedColumn"] as const;

export type ChoiceName = keyof typeof CHOICES;
export type ColumnName = (typeof COLUMNS)[number];
export type CurveDraft = Readonly<Partial<Record<ChoiceName | ColumnName, string>>>;

/** What is sent of a draft: neither what is left to be found out, nor empty names. */
export function formOf(draft: CurveDraft): CurveForm {
  const given = Object.entries(draft)
    .map(([name, value]) => [name, value.trim()] as const)
    .filter(([, value]) => value !== "" && value !== FOUND_OUT);
  return Object.fromEntries(given);
}

export function isSameForm(one: CurveForm, other: CurveForm): boolean {
  const told = (form: CurveForm) => JSON.stringify(Object.entries(form).sort());
  return told(one) === told(other);
}

export type FindingKind =
  "errors" | "assumed" | "missing" | "conflicts" | "implausible" | "duplicates";

export interface CurveFinding {
  readonly kind: FindingKind;
  readonly count: number;
  /** Nothing is stored until it is mended. */
  readonly isBlocking: boolean;
}

/** What there is to look at twice, the worst first. */
export function findingsOf(report: CurveReport): CurveFinding[] {
  const counts: readonly [FindingKind, number][] = [
    ["errors", report.errorCount],
    ["conflicts", report.conflictCount],
    ["assumed", report.mapping.assumed.length],
    ["implausible", report.implausibleCount],
    ["missing", report.missingCount],
    ["duplicates", report.duplicates],
  ];
  return counts
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => ({ kind, count, isBlocking: kind === "errors" }));
}

export type Hindrance = "errors" | "already" | "nothing" | "conflicts" | null;

/** Why a file cannot be imported yet. */
export function hindranceOf(report: CurveReport, isReplacing: boolean): Hindrance {
  if (report.errorCount > 0) return "errors";
  if (report.alreadyImported !== null) return "already";
  if (report.quarterHours === 0) return "nothing";
  return report.conflictCount > 0 && !isReplacing ? "conflicts" : null;
}

const DAY_MS = 86_400_000;
const LONGEST_BY_DAY = 62;

/** Of the newest import that holds. */
export function comparedPeriod(imports: readonly CurveImport[]): ComparedPeriod | null {
  const newest = imports.find(({ status }) => status === "applied");
  if (newest === undefined) return null;
  const { from, to } = newest;
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  return { from, to, resolution: days > LONGEST_BY_DAY ? "month" : "day" };
}

/** From the first to the last day, with their years: files are of any of them. */
export function spanText(
  { from, to }: { readonly from: string; readonly to: string },
  formats: Pick<Formats, "date">,
): string {
  const [first, last] = [from, Date.parse(to) - 1].map((at) => formats.date(at, "numeric"));
  return first === last ? `${first}` : `${first} – ${last}`;
}

/** A moment with its year. */
export function momentText(at: string, formats: Pick<Formats, "date" | "time">): string {
  return `${formats.date(at, "numeric")} ${formats.time(at)}`;
}

export interface ComparedSums {
  readonly officialWh: number;
  /** Null where nothing was measured: then there is no difference either. */
  readonly measured: {
    readonly wh: number;
    /** Official minus measured. */
    readonly differenceWh: number;
    /** Of the official; null where that is nothing. */
    readonly share: number | null;
  } | null;
}

/** Only intervals with an official value: of others there is no difference. */
export function sumsOf(
  { intervals }: Pick<CurveDifference, "intervals">,
  direction: Direction,
): ComparedSums | null {
  const known = intervals.filter((interval) => interval[direction].officialWh !== null);
  if (known.length === 0) return null;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const officialWh = sum(known.map((interval) => interval[direction].officialWh ?? 0));
  if (known.every(({ measuredCoverageS }) => measuredCoverageS === 0)) {
    return { officialWh, measured: null };
  }
  const wh = sum(known.map((interval) => interval[direction].measuredWh));
  const differenceWh = officialWh - wh;
  const share = officialWh === 0 ? null : differenceWh / officialWh;
  return { officialWh, measured: { wh, differenceWh, share } };
}

export interface ComparedGaps {
  /** There are official values of times that the device did not measure. */
  readonly isUnmeasured: boolean;
  /** Measured times lack official values: the file leaves them out, or the first and last month are longer. */
  readonly isUnofficial: boolean;
}

/** What of the difference of `sumsOf` is none: one side knows less time than the other. */
export function gapsOf(
  { intervals }: Pick<CurveDifference, "intervals">,
  direction: Direction,
): ComparedGaps {
  const known = intervals.filter((interval) => interval[direction].officialWh !== null);
  const unmeasuredS = known.map(
    (interval) => interval[direction].officialCoverageS - interval.measuredCoverageS,
  );
  return {
    isUnmeasured: unmeasuredS.some((seconds) => seconds > 0),
    isUnofficial: unmeasuredS.some((seconds) => seconds < 0),
  };
}

/** Bars of official and measured energy, interval by interval. */
export function comparedBars({ intervals }: CurveDifference, direction: Direction) {
  return intervals.map((interval) => {
    const from = Date.parse(interval.from);
    const to = Date.parse(interval.to);
    return {
      from,
      to,
      values: [
        interval[direction].officialWh,
        interval.measuredCoverageS === 0 ? null : interval[direction].measuredWh,
      ],
      incomplete: interval.measuredCoverageS < (to - from) / 1000,
    };
  });
}
