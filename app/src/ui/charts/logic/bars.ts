/** Bars of periods: beside each other or on each other. */

export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly period: number;
  readonly series: number;
}

export type BarLayout = "grouped" | "stacked";

export type BarValues = readonly (readonly (number | null)[])[];

/** Lowest and highest point that bars reach. */
export function barExtent(values: BarValues, layout: BarLayout): number[] {
  return values.flatMap((row) => {
    const known = row.map((value) => (value !== null && Number.isFinite(value) ? value : 0));
    if (layout === "grouped") return known;
    const sum = (part: number[]) => part.reduce((total, value) => total + value, 0);
    return [sum(known.filter((value) => value > 0)), sum(known.filter((value) => value < 0))];
  });
}

export interface BarRoom {
  readonly width: number;
  readonly layout: BarLayout;
  readonly seriesCount: number;
  readonly y: (value: number) => number;
}

/** What is not known has no bar, and nothing takes its place. */
export function barsOf(values: BarValues, room: BarRoom): Bar[] {
  const slot = room.width / Math.max(1, values.length);
  const inner = slot * (slot < 12 ? 0.86 : 0.68);
  return values.flatMap((row, period) => {
    const start = period * slot + (slot - inner) / 2;
    return room.layout === "stacked"
      ? stacked(row, period, start, inner, room)
      : grouped(row, period, start, inner, room);
  });
}

function between(one: number, other: number) {
  return { y: Math.min(one, other), height: Math.abs(one - other) };
}

function grouped(
  row: readonly (number | null)[],
  period: number,
  start: number,
  inner: number,
  { seriesCount, y }: BarRoom,
): Bar[] {
  const width = inner / Math.max(1, seriesCount);
  const gap = width > 6 ? 1 : 0;
  return row.flatMap((value, series) =>
    value === null || !Number.isFinite(value)
      ? []
      : [
          {
            x: start + series * width + gap / 2,
            width: width - gap,
            ...between(y(0), y(value)),
            period,
            series,
          },
        ],
  );
}

function stacked(
  row: readonly (number | null)[],
  period: number,
  start: number,
  inner: number,
  { y }: BarRoom,
): Bar[] {
  let [up, down] = [0, 0];
  return row.flatMap((value, series) => {
    if (value === null || !Number.isFinite(value)) return [];
    const base = value >= 0 ? up : down;
    if (value >= 0) up += value;
    else down += value;
    return [{ x: start, width: inner, ...between(y(base), y(base + value)), period, series }];
  });
}

/** Which of the periods are labelled: as many as fit, evenly, the first always. */
export function labelledPeriods(count: number, most: number): number[] {
  const each = Math.max(1, Math.ceil(count / Math.max(1, most)));
  return Array.from({ length: count }, (_, index) => index).filter((index) => index % each === 0);
}
