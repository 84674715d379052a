import { withPower } from "@/api/queries/facilityEnergy";

const asOf = "2026-11-30T09:59:50Z";

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
