/** The place in a chart that is being read. */

/** Starts of all intervals of all series, in order and each once. */
export function momentsOf(series: readonly (readonly { readonly from: number }[])[]): number[] {
  const all = new Set(series.flatMap((intervals) => intervals.map(({ from }) => from)));
  return [...all].sort((one, other) => one - other);
}

/** The last moment at or before a time; the first when all are later; null when there is none. */
export function momentAt(moments: readonly number[], time: number): number | null {
  let found: number | null = moments[0] ?? null;
  let [low, high] = [0, moments.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const moment = moments[middle];
    if (moment === undefined) break;
    if (moment <= time) {
      found = moment;
      low = middle + 1;
    } else high = middle - 1;
  }
  return found;
}

/** Where a key leads from one place of `count`; null for keys that lead nowhere. */
export function indexAfterKey(key: string, index: number, count: number): number | null {
  const leap = Math.max(1, Math.round(count / 10));
  const aims: Readonly<Record<string, number>> = {
    ArrowRight: index + 1,
    ArrowUp: index + 1,
    ArrowLeft: index - 1,
    ArrowDown: index - 1,
    PageUp: index + leap,
    PageDown: index - leap,
    Home: 0,
    End: count - 1,
  };
  const aim = aims[key];
  return aim === undefined || count === 0 ? null : Math.min(count - 1, Math.max(0, aim));
}
