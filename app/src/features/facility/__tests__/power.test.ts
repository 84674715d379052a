import { withPower } from "@/api/queries/facilityEnergy";

import { powerState } from "../logic/power";

const asOf = "2026-11-30T09:59:50Z";

test.each([
  [
    { asOf, powerConsumedW: 1200, powerProducedW: 0 },
    { kind: "drawing", watts: 1200, asOf },
  ],
  [
    { asOf, powerConsumedW: 0, powerProducedW: 900 },
    { kind: "feeding", watts: 900, asOf },
  ],
  [
    { asOf, powerConsumedW: 2, powerProducedW: 0 },
    { kind: "balanced", watts: 0, asOf },
  ],
  [{ asOf: null, powerConsumedW: 0, powerProducedW: 0 }, { kind: "never" }],
] as const)("what a facility does at this moment (FR3.1): %j", (energy, state) => {
  expect(powerState(energy, energy.asOf === null ? null : 10)).toEqual(state);
});

test("the last power of a silent device is not told as the present one", () => {
  const old = "2026-11-30T09:44:00Z";
  const energy = { asOf: old, powerConsumedW: 1200, powerProducedW: 0 };
  expect(powerState(energy, 900)).toEqual({ kind: "silent", asOf: old });
});

test("a stream's older event does not turn time back", () => {
  const known = {
    facilityId: "f",
    asOf,
    powerConsumedW: 1200,
    powerProducedW: 0,
    consumedLast24hWh: 5,
    producedLast24hWh: 6,
  };
  const event = { facilityId: "f", powerConsumedW: 0, powerProducedW: 7 };
  expect(withPower(known, { ...event, asOf: "2026-11-30T09:59:00Z" })).toBe(known);
  expect(withPower(known, { ...event, asOf: "2026-11-30T10:00:00Z" })).toEqual({
    ...known,
    asOf: "2026-11-30T10:00:00Z",
    powerConsumedW: 0,
    powerProducedW: 7,
  });
});
