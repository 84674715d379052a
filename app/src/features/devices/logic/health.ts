/** How a device is, in the words of the status screen. */
import { type AttachedDevice, type DeviceStatus } from "@/api/queries/devices";
import { type Tone } from "@/ui";

export type HealthState = DeviceStatus["state"] | "unknown";

export const HEALTH_TONES: Readonly<Record<HealthState, Tone>> = {
  online: "good",
  offline: "danger",
  never: "warn",
  unknown: "info",
};

/** `status`: null while the gateway does not know the device yet. */
export function healthOf(status: DeviceStatus | null): HealthState {
  return status?.state ?? "unknown";
}

const GOOD_DBM = -67;
const FAIR_DBM = -75;

/** By what video calls and mere telegrams want of a Wi-Fi. */
export function signalOf(dbm: number): "good" | "fair" | "weak" {
  if (dbm >= GOOD_DBM) return "good";
  return dbm >= FAIR_DBM ? "fair" : "weak";
}

export interface AssociationProgress {
  readonly heard: boolean;
  readonly measured: boolean;
}

/** How far a device just brought here has come: heard at all, and measuring for this facility. */
export function progressOf(
  device: Pick<AttachedDevice, "validFrom">,
  status: DeviceStatus | null,
  asOf: string | null | undefined,
): AssociationProgress {
  const measured = typeof asOf === "string" && Date.parse(asOf) >= Date.parse(device.validFrom);
  return { heard: measured || status?.state === "online", measured };
}
