/** The time zones to choose from: where communities are, and where their members may be. */
const COMMON = [
  "Europe/Rome",
  "Europe/Athens",
  "Europe/Berlin",
  "Europe/Dublin",
  "Europe/Helsinki",
  "Europe/Lisbon",
  "Europe/London",
  "Europe/Madrid",
  "Europe/Paris",
  "Europe/Vienna",
  "Europe/Warsaw",
  "Europe/Zurich",
  "Atlantic/Canary",
  "UTC",
] as const;

export interface ZoneOption {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** Rome first, then the device's own and the chosen one if they are others, then the rest. */
export function zoneOptions(chosen: string, ofDevice: string, deviceHint: string): ZoneOption[] {
  const [rome, ...others] = COMMON;
  return [...new Set([rome, ofDevice, chosen, ...others])].map((value) => ({
    value,
    label: zoneName(value),
    ...(value === ofDevice && { hint: deviceHint }),
  }));
}

/** "Rome (Europe)" of "Europe/Rome". */
function zoneName(zone: string): string {
  const parts = zone.replaceAll("_", " ").split("/");
  const city = parts.pop() ?? zone;
  return parts.length === 0 ? city : `${city} (${parts.join(", ")})`;
}
