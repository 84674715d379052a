import { HOUR_MS } from "@/formats";

import { bestStart, expected, expectedLeft, type MeasuredInterval, usualDay } from "../usualDay";

const ROME = "Europe/Rome";
const MIDNIGHT = Date.parse("2026-06-29T22:00:00Z");

/** Hours of the days before: each hour's excess in Wh by the clock. */
function history(days: number, excessWh: (hour: number) => number): MeasuredInterval[] {
  return Array.from({ length: days * 24 }, (_, index) => {
    const from = MIDNIGHT - (index + 1) * HOUR_MS;
    const hour = 23 - (index % 24);
    return {
      from: new Date(from).toISOString(),
      to: new Date(from + HOUR_MS).toISOString(),
      producedWh: 1_000 + excessWh(hour),
      consumedWh: 1_000,
      coverageS: 3_600,
    };
  });
}

const SUNNY = (hour: number) => (hour >= 10 && hour < 15 ? 3_000 : -500);

test("an hour is usual when three days tell it", () => {
  expect(usualDay(history(3, SUNNY), MIDNIGHT, ROME)[12]).toEqual({
    producedW: 4_000,
    consumedW: 1_000,
  });
  expect(usualDay(history(2, SUNNY), MIDNIGHT, ROME)[12]).toBeNull();
});

test("hours half measured or of today do not count", () => {
  const halves = history(3, SUNNY).map((one) => ({ ...one, coverageS: 1_700 }));
  expect(usualDay(halves, MIDNIGHT, ROME)[12]).toBeNull();
  expect(usualDay(history(3, SUNNY), MIDNIGHT - 24 * HOUR_MS, ROME)[12]).toBeNull();
});

test("what is expected begins where the figures end", () => {
  const usual = usualDay(history(3, SUNNY), MIDNIGHT, ROME);
  const from = MIDNIGHT + 9.5 * HOUR_MS;
  expect(expected(usual, "producedW", from, MIDNIGHT + 11 * HOUR_MS, ROME)).toEqual([
    { from, to: MIDNIGHT + 10 * HOUR_MS, value: 500 },
    { from: MIDNIGHT + 10 * HOUR_MS, to: MIDNIGHT + 11 * HOUR_MS, value: 4_000 },
  ]);
});

test("what is left of a usual day is its hours to spare from now on", () => {
  const usual = usualDay(history(3, SUNNY), MIDNIGHT, ROME);
  const left = (from: number) =>
    expectedLeft(usual, MIDNIGHT + from * HOUR_MS, MIDNIGHT + 24 * HOUR_MS, ROME);
  expect(left(0)).toBe(15_000);
  expect(left(13.5)).toBe(4_500);
  expect(left(16)).toBe(0);
  expect(expectedLeft(usualDay([], MIDNIGHT, ROME), MIDNIGHT, MIDNIGHT + 1, ROME)).toBeNull();
});

test("the best start is the earliest that is nearly as good as any", () => {
  const usual = usualDay(history(3, SUNNY), MIDNIGHT, ROME);
  const start = bestStart(usual, MIDNIGHT + 7 * HOUR_MS, 2 * HOUR_MS, ROME);
  expect(start).toEqual({ at: MIDNIGHT + 10 * HOUR_MS, spareW: 3_000 });
});

test("after the sun the best start is tomorrow's", () => {
  const usual = usualDay(history(3, SUNNY), MIDNIGHT, ROME);
  const start = bestStart(usual, MIDNIGHT + 20 * HOUR_MS, HOUR_MS, ROME);
  expect(start?.at).toBe(MIDNIGHT + 34 * HOUR_MS);
});

test("days without anything to spare, or too few days, give no advice", () => {
  const dark = usualDay(
    history(3, () => -100),
    MIDNIGHT,
    ROME,
  );
  expect(bestStart(dark, MIDNIGHT, HOUR_MS, ROME)).toBeNull();
  expect(bestStart(usualDay([], MIDNIGHT, ROME), MIDNIGHT, HOUR_MS, ROME)).toBeNull();
});
