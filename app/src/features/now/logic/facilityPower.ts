/** What a facility does with the grid at the moment, as a row says it. */

export type PowerState =
  | { readonly kind: "uses" | "feeds"; readonly watts: number; readonly asOf: string }
  | { readonly kind: "idle" | "old"; readonly asOf: string }
  | { readonly kind: "noReading" };

interface Energy {
  readonly asOf: string | null;
  readonly powerConsumedW: number;
  readonly powerProducedW: number;
}

/** Older figures say nothing about now. */
const FRESH_FOR_MS = 15 * 60_000;

/** At `now`, in milliseconds since 1970, or at the moment that is being caught up. */
export function powerState(energy: Energy, now: number): PowerState {
  const { asOf, powerConsumedW, powerProducedW } = energy;
  if (asOf === null) return { kind: "noReading" };
  if (now - Date.parse(asOf) > FRESH_FOR_MS) return { kind: "old", asOf };
  if (powerProducedW > 0) return { kind: "feeds", watts: powerProducedW, asOf };
  if (powerConsumedW > 0) return { kind: "uses", watts: powerConsumedW, asOf };
  return { kind: "idle", asOf };
}

interface Listed {
  readonly name: string;
  readonly device: unknown;
}

/** Those that measure come first; the rest keeps its order, by name. */
export function inOrder<T extends Listed>(facilities: readonly T[]): T[] {
  const measures = ({ device }: Listed) => device !== null;
  return [...facilities.filter(measures), ...facilities.filter((one) => !measures(one))];
}
