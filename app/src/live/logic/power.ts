/** What a facility does with the grid at a moment, in a word and a figure (FR3.1). */

export type PowerState =
  | { readonly kind: "never" }
  | { readonly kind: "silent"; readonly asOf: string }
  | {
      readonly kind: "drawing" | "feeding" | "balanced";
      readonly watts: number;
      readonly asOf: string;
    };

interface Energy {
  readonly asOf: string | null;
  readonly powerConsumedW: number;
  readonly powerProducedW: number;
}

/** Below this it neither draws nor feeds in, as far as anybody cares. */
const LITTLE_W = 5;
/** Who has not been heard for this long is silent: the last power is not the present one. */
const SILENT_AFTER_MS = 15 * 60_000;

/** At a moment in milliseconds since 1970: now, or the one that is being caught up. */
export function powerState(energy: Energy, at: number): PowerState {
  const { asOf, powerConsumedW, powerProducedW } = energy;
  if (asOf === null) return { kind: "never" };
  if (at - Date.parse(asOf) >= SILENT_AFTER_MS) return { kind: "silent", asOf };
  if (powerProducedW >= LITTLE_W) return { kind: "feeding", watts: powerProducedW, asOf };
  if (powerConsumedW >= LITTLE_W) return { kind: "drawing", watts: powerConsumedW, asOf };
  return { kind: "balanced", watts: 0, asOf };
}
