/** Measured time as intervals; what is not known stays unknown. */

export interface Interval {
  /** Milliseconds since 1970; `to` is not part of it. */
  readonly from: number;
  readonly to: number;
  /** Null: not known. */
  readonly value: number | null;
}

export interface KnownInterval extends Interval {
  readonly value: number;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** In order, without overlaps or empty ones; a value that is no finite number is not known. */
export function clean(intervals: readonly Interval[]): Interval[] {
  const valid = intervals
    .filter(({ from, to }) => Number.isFinite(from) && Number.isFinite(to) && to > from)
    .map(({ from, to, value }) => ({
      from,
      to,
      value: value !== null && Number.isFinite(value) ? value : null,
    }))
    .sort((one, other) => one.from - other.from);
  const apart: Interval[] = [];
  for (const interval of valid) {
    const last = apart.at(-1);
    const from = last === undefined ? interval.from : Math.max(interval.from, last.to);
    if (interval.to > from) apart.push({ ...interval, from });
  }
  return apart;
}

/** Cut to what lies between two times. */
export function clip(intervals: readonly Interval[], from: number, to: number): Interval[] {
  return intervals
    .filter((interval) => interval.to > from && interval.from < to)
    .map((interval) => ({
      ...interval,
      from: Math.max(from, interval.from),
      to: Math.min(to, interval.to),
    }));
}

export function isKnown(interval: Interval): interval is KnownInterval {
  return interval.value !== null;
}

/** Stretches without any gap: each is drawn by itself, and nothing is drawn between them. */
export function runsOf(intervals: readonly Interval[]): KnownInterval[][] {
  const runs: KnownInterval[][] = [];
  let run: KnownInterval[] = [];
  for (const interval of intervals) {
    const follows = run.at(-1)?.to === interval.from;
    if (run.length > 0 && (!follows || !isKnown(interval))) {
      runs.push(run);
      run = [];
    }
    if (isKnown(interval)) run.push(interval);
  }
  if (run.length > 0) runs.push(run);
  return runs;
}

/** What of a time is known in none of the series. */
export function gapsOf(series: readonly (readonly Interval[])[], from: number, to: number): Span[] {
  const known = series
    .flatMap((intervals) => clip(intervals, from, to).filter(isKnown))
    .sort((one, other) => one.from - other.from);
  const gaps: Span[] = [];
  let reached = from;
  for (const interval of known) {
    if (interval.from > reached) gaps.push({ from: reached, to: interval.from });
    reached = Math.max(reached, interval.to);
  }
  if (to > reached) gaps.push({ from: reached, to });
  return gaps;
}

/** The value at a time, found by halving; null where it is not known. */
export function valueAt(intervals: readonly Interval[], time: number): number | null {
  let [low, high] = [0, intervals.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const interval = intervals[middle];
    if (interval === undefined) return null;
    if (time < interval.from) high = middle - 1;
    else if (time >= interval.to) low = middle + 1;
    else return interval.value;
  }
  return null;
}
