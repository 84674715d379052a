/** What calls changed, as far as it can be said. */

interface Effect {
  readonly comparedWith: "held_out" | "usual_days" | "nothing";
  readonly changeWh: number | null;
  readonly lowWh: number | null;
  readonly highWh: number | null;
  readonly isConclusive: boolean;
}

export type EffectSaid =
  | { readonly kind: "noCalls" }
  | { readonly kind: "unknown" }
  | {
      readonly kind: "known";
      /** Mean change of use per facility that was told, in Wh; above zero it used more. */
      readonly changeWh: number;
      /** The 95 % range, where it is known. */
      readonly range: { readonly lowWh: number; readonly highWh: number } | null;
      readonly isConclusive: boolean;
      readonly comparedWith: "held_out" | "usual_days";
    };

export function effectSaid(total: Effect, callCount: number): EffectSaid {
  if (callCount === 0) return { kind: "noCalls" };
  const { changeWh, lowWh, highWh, comparedWith, isConclusive } = total;
  if (changeWh === null || comparedWith === "nothing") return { kind: "unknown" };
  const range = lowWh === null || highWh === null ? null : { lowWh, highWh };
  return { kind: "known", changeWh, range, isConclusive, comparedWith };
}
