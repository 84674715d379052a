import { dayOf, powers, sharedByThen } from "../day";

const ROME = "Europe/Rome";
const at = (time: string) => Date.parse(`2026-06-30T${time}Z`);

test("days are those of the zone, also when they have 23 or 25 hours", () => {
  const length = (day: string) => {
    const { from, to } = dayOf(Date.parse(`${day}T12:00:00Z`), ROME);
    return (to - from) / 3_600_000;
  };
  expect(length("2026-03-29")).toBe(23);
  expect(length("2026-10-25")).toBe(25);
  expect(dayOf(at("23:00:00"), ROME).from).toBe(Date.parse("2026-06-30T22:00:00Z"));
});

test("a power is the mean of the time that was measured, and hardly any is a gap", () => {
  const quarter = (coverageS: number) => ({
    from: "2026-06-30T10:00:00Z",
    to: "2026-06-30T10:15:00Z",
    producedWh: 500,
    consumedWh: 250,
    coverageS,
  });
  const later = at("12:00:00");
  expect(powers([quarter(900)], "producedWh", later)[0]?.value).toBe(2_000);
  expect(powers([quarter(450)], "consumedWh", later)[0]?.value).toBe(2_000);
  expect(powers([quarter(59)], "producedWh", later)[0]?.value).toBeNull();
});

test("the interval under way ends with the newest figure", () => {
  const under = {
    from: "2026-06-30T10:00:00Z",
    to: "2026-06-30T10:15:00Z",
    producedWh: 100,
    consumedWh: 0,
    coverageS: 300,
  };
  expect(powers([under], "producedWh", at("10:05:00"))).toEqual([
    { from: at("10:00:00"), to: at("10:05:00"), value: 1_200 },
  ]);
});

test("yesterday is counted up to the same time of day", () => {
  const hour = (from: string, to: string, sharedWh: number) => ({
    from: `2026-06-29T${from}:00:00Z`,
    to: `2026-06-29T${to}:00:00Z`,
    sharedWh,
  });
  const hours = [hour("08", "09", 1_000), hour("09", "10", 2_000), hour("10", "11", 4_000)];
  expect(sharedByThen(hours, at("10:00:00"), ROME)).toBe(3_000);
  expect(sharedByThen(hours, at("09:30:00"), ROME)).toBe(2_000);
  expect(sharedByThen(hours, at("07:00:00"), ROME)).toBeNull();
  expect(sharedByThen([], at("09:30:00"), ROME)).toBeNull();
});
