/** A facility's power beside its contract. */

/** How much of the contract's power is drawn; null where the contract says nothing. */
export function contractShare(watts: number, maxConsumptionW: number): number | null {
  return maxConsumptionW > 0 ? watts / maxConsumptionW : null;
}
