import { useState } from "react";

import { type FacilityEnergy, useFacilityEnergy } from "@/api/queries/facilityEnergy";

import { heard, isCatchingUp, type Pace } from "./logic/pace";
import { powerState, type PowerState } from "./logic/power";
import { useNow } from "./useNow";

export interface FacilityNow {
  readonly energy: ReturnType<typeof useFacilityEnergy>;
  /** Null while nothing is known yet. */
  readonly state: PowerState | null;
  readonly isCatchingUp: boolean;
}

/** A facility's newest power and what it is worth; whoever wants it live opens its stream. */
export function useFacilityNow(facilityId: string): FacilityNow {
  const energy = useFacilityEnergy(facilityId);
  const pace = usePace(facilityId, energy.data, energy.dataUpdatedAt);
  const now = Math.max(useNow(true), energy.dataUpdatedAt);
  if (energy.data === undefined) return { energy, state: null, isCatchingUp: false };
  const catchesUp = pace !== null && isCatchingUp(pace, now);
  const at = catchesUp ? pace.asOf : now;
  return { energy, state: powerState(energy.data, at), isCatchingUp: catchesUp };
}

function usePace(
  facilityId: string,
  energy: FacilityEnergy | undefined,
  heardAt: number,
): Pace | null {
  const [kept, setKept] = useState<{ of: string; pace: Pace } | null>(null);
  const before = kept?.of === facilityId ? kept.pace : null;
  if (energy === undefined || energy.asOf === null) return before;
  const asOf = Date.parse(energy.asOf);
  if (before?.asOf === asOf) return before;
  const pace = heard(before, asOf, heardAt);
  setKept({ of: facilityId, pace });
  return pace;
}
