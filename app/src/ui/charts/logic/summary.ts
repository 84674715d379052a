/** A chart in words. */
import type { ChartTexts } from "../../texts";
import { type Interval, isKnown, type KnownInterval } from "./intervals";

export interface NamedIntervals {
  readonly label: string;
  readonly intervals: readonly Interval[];
}

export interface SummaryWords {
  readonly texts: ChartTexts;
  readonly value: (value: number) => string;
  readonly time: (time: number) => string;
}

/** The highest of each series and when, and how many gaps there are. */
export function summaryOf(
  series: readonly NamedIntervals[],
  gapCount: number,
  { texts, value, time }: SummaryWords,
): string {
  const peaks = series.flatMap(({ label, intervals }) => {
    const peak = highest(intervals.filter(isKnown));
    return peak === null ? [] : [texts.most(label, value(peak.value), time(peak.from))];
  });
  if (peaks.length === 0) return texts.noData;
  return [...peaks, ...(gapCount > 0 ? [texts.gaps(gapCount)] : [])].join(" ");
}

function highest(intervals: readonly KnownInterval[]): KnownInterval | null {
  return intervals.reduce<KnownInterval | null>(
    (best, one) => (best === null || one.value > best.value ? one : best),
    null,
  );
}
