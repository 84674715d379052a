import { powerState } from "../power";

const asOf = "2026-11-30T09:59:50Z";
const NOW = Date.parse("2026-11-30T10:00:00Z");

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
  expect(powerState(energy, NOW)).toEqual(state);
});

test("the last power of a silent device is not told as the present one", () => {
  const old = "2026-11-30T09:45:00Z";
  const energy = { asOf: old, powerConsumedW: 1200, powerProducedW: 0 };
  expect(powerState(energy, NOW)).toEqual({ kind: "silent", asOf: old });
  expect(powerState(energy, NOW - 1).kind).toBe("drawing");
});
