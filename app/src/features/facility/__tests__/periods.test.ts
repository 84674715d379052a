import { createFormats } from "@/formats";

import { anchorOf, comparedPeriod, moved, periodAt, periodTitle, weeksOf } from "../logic/periods";

const ROME = "Europe/Rome";
const at = (text: string) => Date.parse(text);

test("a day is Rome's, also the one of 23 hours (FR3.3)", () => {
  const day = periodAt("day", at("2026-03-29T10:00:00Z"), ROME);
  expect(day.from).toBe(at("2026-03-28T23:00:00Z"));
  expect(day.to - day.from).toBe(23 * 3_600_000);
});

test.each([
  ["hour", "2026-11-30T13:00:00Z"],
  ["day", "2026-11-28T23:00:00Z"],
  ["month", "2026-09-30T22:00:00Z"],
  ["year", "2024-12-31T23:00:00Z"],
] as const)("the %s before", (kind, from) => {
  const present = periodAt(kind, at("2026-11-30T14:20:00Z"), ROME);
  const before = moved(present, -1, ROME);
  expect(new Date(before.from).toISOString()).toBe(new Date(at(from)).toISOString());
  expect(before.to).toBe(present.from);
  expect(moved(before, 1, ROME)).toEqual(present);
});

test("the period of now moves on with time, one of the past is held fast", () => {
  const now = at("2026-11-30T14:20:00Z");
  expect(anchorOf(periodAt("year", now, ROME), now)).toBeNull();
  const march = periodAt("month", at("2026-03-10T00:00:00Z"), ROME);
  expect(anchorOf(march, now)).toBe(march.from);
});

test("an hour is compared with the same hour of yesterday, a month with last year's", () => {
  const now = at("2026-11-30T14:20:00Z");
  const hour = comparedPeriod(periodAt("hour", now, ROME), "previous", ROME);
  expect(new Date(hour.from).toISOString()).toBe("2026-11-29T14:00:00.000Z");
  const month = comparedPeriod(periodAt("month", now, ROME), "yearBefore", ROME);
  expect(new Date(month.from).toISOString()).toBe("2025-10-31T23:00:00.000Z");
});

test("periods have names in both languages", () => {
  const now = at("2026-11-30T14:20:00Z");
  const [it, en] = [createFormats("it", ROME), createFormats("en", ROME)];
  expect(periodTitle(periodAt("hour", now, ROME), it, now)).toBe("oggi, 15:00–16:00");
  expect(periodTitle(periodAt("day", now, ROME, -1), en, now)).toBe("yesterday");
  expect(periodTitle(periodAt("month", now, ROME), it, now)).toBe("novembre 2026");
  expect(periodTitle(periodAt("year", now, ROME), en, now)).toBe("2026");
});

test("a month's days stand in weeks from Monday", () => {
  const weeks = weeksOf(periodAt("month", at("2026-11-30T14:20:00Z"), ROME).from, ROME);
  expect(weeks).toHaveLength(6);
  expect(weeks[0]?.slice(0, 6)).toEqual([null, null, null, null, null, null]);
  expect(weeks[0]?.[6]).toBe(at("2026-10-31T23:00:00Z"));
  expect(weeks[5]?.[0]).toBe(at("2026-11-29T23:00:00Z"));
  expect(weeks[5]?.[1]).toBeNull();
});
