/** The rows of a chart's table, few enough to be read. */
import { clip, type Interval, isKnown } from "./intervals";

/** How the values of a longer time follow from those within: powers are averaged, energies added. */
export type Joining = "mean" | "sum";

export interface TableRow {
  readonly from: number;
  readonly to: number;
  /** One a series; null where nothing is known. */
  readonly values: readonly (number | null)[];
}

/** At most `most` rows, each of as many neighbouring intervals as it takes. */
export function tableRows(
  series: readonly (readonly Interval[])[],
  joining: Joining,
  most: number,
): TableRow[] {
  const bounds = boundsOf(series);
  const each = Math.max(1, Math.ceil((bounds.length - 1) / Math.max(1, most)));
  const rows: TableRow[] = [];
  for (let index = 0; index < bounds.length - 1; index += each) {
    const from = bounds[index];
    const to = bounds[Math.min(index + each, bounds.length - 1)];
    if (from === undefined || to === undefined) break;
    rows.push({ from, to, values: series.map((intervals) => join(intervals, from, to, joining)) });
  }
  return rows;
}

function boundsOf(series: readonly (readonly Interval[])[]): number[] {
  const all = series.flatMap((intervals) => intervals.flatMap(({ from, to }) => [from, to]));
  return [...new Set(all)].sort((one, other) => one - other);
}

function join(
  intervals: readonly Interval[],
  from: number,
  to: number,
  joining: Joining,
): number | null {
  let [weighted, length, sum] = [0, 0, 0];
  for (const part of intervals.length > 0 ? clip(intervals, from, to) : []) {
    if (!isKnown(part)) continue;
    weighted += part.value * (part.to - part.from);
    length += part.to - part.from;
    sum += part.value;
  }
  if (length === 0) return null;
  return joining === "mean" ? weighted / length : sum;
}
