import { type DeviceStatus, nextAskMs } from "@/api/queries/devices";

import { progressOf, signalOf } from "../logic/health";
import { errorsOf, labelIn } from "../logic/label";

test("a QR code says id and code, as a link or apart", () => {
  const label = { deviceId: "meter-1", proof: "K3QV-7ZPA-XM2" };
  expect(labelIn("meter-1\tK3QV-7ZPA-XM2\n")).toEqual(label);
  expect(labelIn("meter-1;K3QV-7ZPA-XM2")).toEqual(label);
  expect(labelIn("meriggio://device?id=meter-1&code=K3QV-7ZPA-XM2")).toEqual(label);
  expect(labelIn("meter-1")).toEqual({ deviceId: "meter-1", proof: "" });
  for (const other of [
    "https://example.org/",
    "https://example.org/?id=%E0%A4%A",
    "WIFI:S:x;;",
    "",
  ]) {
    expect(labelIn(other)).toBeNull();
  }
});

test("what is wrong with a label is said at its field (FR7.3)", () => {
  expect(errorsOf({ deviceId: "", proof: "" })).toEqual({ deviceId: "noId" });
  expect(errorsOf({ deviceId: "a b", proof: "K3QV" })).toEqual({
    deviceId: "wrongId",
    proof: "shortProof",
  });
  expect(errorsOf({ deviceId: "meter-1", proof: "k3qv 7zpa xm2" })).toEqual({});
});

test("readings of before the association do not count as its own", () => {
  const device = { validFrom: "2026-11-30T10:00:00Z" };
  expect(progressOf(device, null, null)).toEqual({ heard: false, measured: false });
  expect(progressOf(device, null, "2026-11-30T09:59:59Z").measured).toBe(false);
  expect(progressOf(device, null, "2026-11-30T10:00:30Z")).toEqual({ heard: true, measured: true });
});

test("a signal is told in a word", () => {
  expect([-50, -70, -90].map(signalOf)).toEqual(["good", "fair", "weak"]);
});

test("a device that was never heard is asked after sooner than others", () => {
  const inState = (state: DeviceStatus["state"]) => ({ state }) as DeviceStatus;
  expect(nextAskMs(null, 15_000)).toBe(3000);
  expect(nextAskMs(inState("never"), 15_000)).toBe(3000);
  expect(nextAskMs(inState("offline"), 15_000)).toBe(15_000);
  expect(nextAskMs(inState("online"), 15_000)).toBe(15_000);
});
