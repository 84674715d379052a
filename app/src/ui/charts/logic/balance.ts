/** What becomes of the power of a moment. */

export type BalancePart = "used" | "spare" | "grid";

export interface Balance {
  /** Of the whole bar, from 0 to 1, in order; parts without power are left out. */
  readonly parts: readonly {
    readonly kind: BalancePart;
    readonly watts: number;
    readonly share: number;
  }[];
  readonly producedW: number;
  readonly consumedW: number;
  /** Above zero: to spare; below: from the grid. */
  readonly excessW: number;
}

/** Null while either is not known: half of a balance says nothing. */
export function balanceOf(produced: number | null, consumed: number | null): Balance | null {
  if (produced === null || consumed === null) return null;
  if (!Number.isFinite(produced) || !Number.isFinite(consumed)) return null;
  const producedW = Math.max(0, produced);
  const consumedW = Math.max(0, consumed);
  const whole = Math.max(producedW, consumedW);
  const all: [BalancePart, number][] = [
    ["used", Math.min(producedW, consumedW)],
    ["spare", Math.max(0, producedW - consumedW)],
    ["grid", Math.max(0, consumedW - producedW)],
  ];
  const parts = all
    .filter(([, watts]) => watts > 0)
    .map(([kind, watts]) => ({ kind, watts, share: watts / whole }));
  return { parts, producedW, consumedW, excessW: producedW - consumedW };
}
