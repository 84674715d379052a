/** What a facility does at this moment, in a word and a figure (FR3.1). */
import { type FacilityEnergy } from "@/api/queries/facilityEnergy";

/** Below this it neither draws nor feeds in, as far as anybody cares. */
const LITTLE_W = 5;

/** A device that has not been heard for this long is silent: its last power is not the present one. */
export const SILENT_AFTER_S = 900;

export type PowerState =
  | { readonly kind: "never" }
  | { readonly kind: "silent"; readonly asOf: string }
  | {
      readonly kind: "drawing" | "feeding" | "balanced";
      readonly watts: number;
      readonly asOf: string;
    };

export function powerState(
  energy: Pick<FacilityEnergy, "asOf" | "powerConsumedW" | "powerProducedW">,
  ageS: number | null,
): PowerState {
  const { asOf, powerConsumedW, powerProducedW } = energy;
  if (asOf === null || ageS === null) return { kind: "never" };
  if (ageS >= SILENT_AFTER_S) return { kind: "silent", asOf };
  if (powerProducedW >= LITTLE_W) return { kind: "feeding", watts: powerProducedW, asOf };
  if (powerConsumedW >= LITTLE_W) return { kind: "drawing", watts: powerConsumedW, asOf };
  return { kind: "balanced", watts: 0, asOf };
}

/** How much of the contract's power is drawn; null where the contract says nothing. */
export function contractShare(watts: number, maxConsumptionW: number): number | null {
  return maxConsumptionW > 0 ? watts / maxConsumptionW : null;
}
