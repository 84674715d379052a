/**
 * What an excess is enough for: electric power of common appliances at work, rounded up from rating
 * plates. The same figures as in notifications (services/engagement/domain/notifications/appliances.py).
 */
import { type IconName } from "@/ui";

export type ApplianceName =
  | "carFast"
  | "car"
  | "oven"
  | "washingMachine"
  | "dishwasher"
  | "boiler"
  | "carSlow"
  | "airConditioner"
  | "vacuumCleaner"
  | "eBike"
  | "computer"
  | "phone";

export interface Appliance {
  readonly name: ApplianceName;
  readonly powerW: number;
  readonly icon: IconName;
  readonly isCar?: boolean;
}

/** From the hungriest to the most modest; the last one fits any excess. */
export const APPLIANCES: readonly Appliance[] = [
  { name: "carFast", powerW: 7_400, icon: "car", isCar: true },
  { name: "car", powerW: 3_700, icon: "car", isCar: true },
  { name: "oven", powerW: 2_500, icon: "oven" },
  { name: "washingMachine", powerW: 2_200, icon: "washingMachine" },
  { name: "dishwasher", powerW: 2_000, icon: "dishwasher" },
  { name: "boiler", powerW: 1_500, icon: "boiler" },
  { name: "carSlow", powerW: 1_400, icon: "car", isCar: true },
  { name: "airConditioner", powerW: 1_000, icon: "heatPump" },
  { name: "vacuumCleaner", powerW: 900, icon: "plug" },
  { name: "eBike", powerW: 300, icon: "battery" },
  { name: "computer", powerW: 100, icon: "device" },
  { name: "phone", powerW: 0, icon: "phone" },
];

/** Those that the excess feeds, each alone; one car at most. None where there is no excess. */
export function enoughFor(excessW: number): readonly Appliance[] {
  if (excessW <= 0) return [];
  const fitting = APPLIANCES.filter(({ powerW }) => powerW <= excessW);
  const car = fitting.find(({ isCar }) => isCar === true);
  return fitting.filter((appliance) => appliance.isCar !== true || appliance === car);
}
