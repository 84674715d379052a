/** Fewer points than pixels tell apart, with every peak and every dip kept. */
import type { KnownInterval } from "./intervals";

/**
 * A run with at most two intervals per bucket: the least and the greatest value, in their order.
 * Begins and ends where the run does, without gaps; a run that is small enough is left as it is.
 */
export function downsample(run: readonly KnownInterval[], buckets: number): KnownInterval[] {
  const first = run[0];
  const last = run.at(-1);
  if (first === undefined || last === undefined) return [];
  const count = Math.max(1, Math.floor(buckets));
  if (run.length <= 2 * count) return [...run];
  const width = (last.to - first.from) / count;
  const groups = new Map<number, KnownInterval[]>();
  for (const interval of run) {
    const bucket = Math.min(count - 1, Math.floor((interval.from - first.from) / width));
    const group = groups.get(bucket);
    if (group === undefined) groups.set(bucket, [interval]);
    else group.push(interval);
  }
  return [...groups.values()].flatMap(extremes);
}

function extremes(group: readonly KnownInterval[]): KnownInterval[] {
  const first = group[0];
  const last = group.at(-1);
  if (first === undefined || last === undefined) return [];
  if (group.length <= 2) return [...group];
  const least = group.reduce((best, one) => (one.value < best.value ? one : best));
  const greatest = group.reduce((best, one) => (one.value > best.value ? one : best));
  if (least === greatest) return [{ from: first.from, to: last.to, value: least.value }];
  const [early, late] = least.from < greatest.from ? [least, greatest] : [greatest, least];
  return [
    { from: first.from, to: late.from, value: early.value },
    { from: late.from, to: last.to, value: late.value },
  ];
}
