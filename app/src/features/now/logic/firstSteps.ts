/** What a newcomer does next, and what is done already. */
import { type Href } from "expo-router";

export const STEPS = ["facility", "device", "community"] as const;

export interface Step {
  readonly name: (typeof STEPS)[number];
  readonly isDone: boolean;
  /** Where it is done; null while something else comes first. */
  readonly to: Href | null;
}

interface Mine {
  readonly facilityId: string;
  readonly device: unknown;
  readonly community: unknown;
}

/** With one facility a step leads straight to it, with several to the list. */
export function firstSteps(facilities: readonly Mine[]): Step[] {
  const [first] = facilities;
  const at = (place: "device/associate" | "community"): Href | null => {
    if (first === undefined) return null;
    return facilities.length > 1 ? "/facilities" : `/facilities/${first.facilityId}/${place}`;
  };
  return [
    { name: "facility", isDone: first !== undefined, to: "/facilities/new" },
    {
      name: "device",
      isDone: facilities.some(({ device }) => device !== null),
      to: at("device/associate"),
    },
    {
      name: "community",
      isDone: facilities.some(({ community }) => community !== null),
      to: at("community"),
    },
  ];
}
