import * as fc from "fast-check";

import {
  atWallClock,
  createFormats,
  daysBetween,
  formatAge,
  formatDate,
  formatDateRange,
  formatDay,
  formatDayTime,
  formatDuration,
  formatTime,
  formatTimeRange,
  formatUntil,
  HOUR_MS,
  offsetMinutes,
  parseDate,
  parseTime,
  secondsToNextAge,
  startOfDay,
  startOfMonth,
  startOfYear,
  UNKNOWN,
  wallClock,
} from "..";

// The same cases every time.
fc.configureGlobal({ seed: 20260621 });

const ROME = "Europe/Rome";
const read = (text: string) => text.replace(/[\u00A0\u202F]/g, " ");
const at = (text: string) => Date.parse(text);

describe("the clock of a zone", () => {
  test("shows its own hour", () => {
    expect(wallClock(at("2026-06-21T22:00Z"), ROME)).toEqual({
      year: 2026,
      month: 6,
      day: 22,
      hour: 0,
      minute: 0,
      second: 0,
    });
    expect(offsetMinutes(at("2026-01-01T00:00Z"), ROME)).toBe(60);
    expect(offsetMinutes(at("2026-07-01T00:00Z"), ROME)).toBe(120);
  });

  test("a day has 23, 24 or 25 hours", () => {
    const hours = ["2026-03-29T12:00Z", "2026-06-21T12:00Z", "2026-10-25T12:00Z"].map(
      (noon) => (startOfDay(at(noon), ROME, 1) - startOfDay(at(noon), ROME)) / HOUR_MS,
    );
    expect(hours).toEqual([23, 24, 25]);
  });

  test("of an hour that comes twice, the first; of one left out, the hour after it", () => {
    expect(atWallClock(ROME, 2026, 10, 25, 2, 30)).toBe(at("2026-10-25T00:30Z"));
    expect(atWallClock(ROME, 2026, 3, 29, 2, 30)).toBe(at("2026-03-29T01:30Z"));
  });

  test("months and years begin at midnight of their first day", () => {
    const moment = at("2026-11-30T05:00Z");
    expect(startOfMonth(moment, ROME)).toBe(at("2026-10-31T23:00Z"));
    expect(startOfMonth(moment, ROME, 2)).toBe(at("2026-12-31T23:00Z"));
    expect(startOfYear(moment, ROME)).toBe(at("2025-12-31T23:00Z"));
  });

  test("what the clock shows leads back to the hour", () => {
    const zones = fc.constantFrom(ROME, "UTC", "America/New_York", "Asia/Kolkata", "Pacific/Apia");
    const years = { min: at("2000-01-01T00:00Z"), max: at("2040-01-01T00:00Z") };
    fc.assert(
      fc.property(fc.integer(years), zones, (moment, zone) => {
        const { year, month, day, hour, minute } = wallClock(moment, zone);
        const back = atWallClock(zone, year, month, day, hour, minute);
        const whole = Math.floor(moment / 60_000) * 60_000;
        expect([0, HOUR_MS]).toContain(whole - back);
        const midnight = wallClock(startOfDay(moment, zone), zone);
        expect([midnight.day, midnight.minute]).toEqual([day, 0]);
        expect(daysBetween(moment, startOfDay(moment, zone, 1), zone)).toBe(1);
      }),
    );
  });
});

describe("times and dates", () => {
  const now = at("2026-11-30T12:00Z");

  test("are those of the zone", () => {
    expect(formatTime("2026-06-21T13:30:00Z", ROME)).toBe("15:30");
    expect(formatTime("2026-06-21T22:00:00Z", ROME)).toBe("00:00");
    expect(formatTime("no time", ROME)).toBe(UNKNOWN);
    expect(formatTime(null, ROME)).toBe(UNKNOWN);
  });

  test("dates in each language", () => {
    expect(formatDate(now, "en", ROME, "long")).toBe("30 November 2026");
    expect(formatDate(now, "it", ROME, "long")).toBe("30 novembre 2026");
    expect(formatDate(now, "it", ROME, "numeric")).toBe("30/11/2026");
    expect(formatDate(now, "it", ROME, "month")).toBe("novembre 2026");
    expect(formatDate(null, "it", ROME)).toBe(UNKNOWN);
  });

  test("days near now have words", () => {
    const days = [-1, 0, 1].map((day) => now + day * 24 * HOUR_MS);
    expect(days.map((day) => formatDay(day, "it", ROME, now))).toEqual(["ieri", "oggi", "domani"]);
    expect(formatDay(at("2026-11-02T12:00Z"), "en", ROME, now)).toMatch(/2 Nov$/);
    expect(formatDay(at("2025-11-02T12:00Z"), "en", ROME, now)).toBe("2 November 2025");
    expect(read(formatDayTime(now, "en", ROME, now))).toBe("today 13:00");
    expect(formatDayTime("x", "en", ROME, now)).toBe(UNKNOWN);
  });

  test("ranges", () => {
    const range = (from: string, to: string) => read(formatTimeRange(from, to, "en", ROME, now));
    expect(range("2026-11-30T12:00Z", "2026-11-30T14:30Z")).toBe("13:00–15:30");
    expect(range("2026-11-30T22:00Z", "2026-11-30T23:00Z")).toBe("23:00–24:00");
    expect(range("2026-11-30T22:00Z", "2026-12-01T00:00Z")).toBe("today 23:00 – tomorrow 01:00");
    const dates = (from: string, to: string) => formatDateRange(from, to, "en", ROME);
    expect(dates("2026-10-31T23:00Z", "2026-11-30T23:00Z")).toBe("1–30 Nov");
    expect(dates("2026-11-27T23:00Z", "2026-12-02T23:00Z")).toBe("28 Nov – 2 Dec");
    expect(dates("2026-11-29T23:00Z", "2026-11-30T23:00Z")).toBe("30 Nov");
  });

  test.each([
    ["9:30", "09:30"],
    ["9.30", "09:30"],
    ["0930", "09:30"],
    ["22", "22:00"],
    ["24:00", null],
    ["9:75", null],
    ["", null],
  ])("%p typed as a time is %p", (typed, time) => {
    expect(parseTime(typed)).toBe(time);
  });

  test.each([
    ["30/11/2026", "2026-11-30"],
    ["1.2.2026", "2026-02-01"],
    ["2026-11-30", "2026-11-30"],
    ["29/02/2024", "2024-02-29"],
    ["29/02/2026", null],
    ["31/4/2026", null],
    ["yesterday", null],
  ])("%p typed as a date is %p", (typed, date) => {
    expect(parseDate(typed)).toBe(date);
  });
});

describe("durations and ages", () => {
  test.each([
    [0, "0 s"],
    [45.4, "45 s"],
    [60, "1 min"],
    [3570, "1 h"],
    [5400, "1 h 30 min"],
    [86_400, "24 h"],
    [260_000, "3 days"],
    [-1, UNKNOWN],
    [null, UNKNOWN],
  ])("%p seconds last %s", (seconds, words) => {
    expect(read(formatDuration(seconds, "en"))).toBe(words);
  });

  test.each([
    [0.5, "now", "adesso"],
    [-5, "now", "adesso"],
    [12.9, "12 s ago", "12 s fa"],
    [119, "1 min ago", "1 min fa"],
    [7199, "1 h ago", "1 h fa"],
    [86_400, "1 day ago", "1 giorno fa"],
    [200_000, "2 days ago", "2 giorni fa"],
    [NaN, UNKNOWN, UNKNOWN],
  ])("%p seconds are %s", (seconds, english, italian) => {
    expect(read(formatAge(seconds, "en"))).toBe(english);
    expect(read(formatAge(seconds, "it"))).toBe(italian);
  });

  test("what is to come", () => {
    expect(read(formatUntil(720, "en"))).toBe("in 12 min");
    expect(read(formatUntil(720, "it"))).toBe("tra 12 min");
    expect(formatUntil(0, "it")).toBe("adesso");
  });

  test("an age is made anew before it is wrong by more than five seconds or its unit", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (age) => {
        const wait = secondsToNextAge(age);
        expect(wait).toBeGreaterThan(0);
        const later = age + wait - 1.001;
        if (age >= 60 && later > age) expect(formatAge(later, "en")).toBe(formatAge(age, "en"));
        if (age < 60) expect(wait).toBeLessThanOrEqual(5);
      }),
    );
  });
});

test("formats are bound to a reader and a zone", () => {
  const formats = createFormats("it", ROME);
  expect(read(formats.watts(3210))).toBe("3,2 kW");
  expect(formats.power(3210)).toEqual({ value: "3,2", unit: "kW" });
  expect(read(formats.wattHours(3210))).toBe("3,2 kWh");
  expect(formats.energy(850).unit).toBe("Wh");
  expect(formats.co2(12.5).unit).toBe("kg");
  expect(read(formats.euro("1.5"))).toBe("1,50 €");
  expect(read(formats.cents(150))).toBe("1,50 €");
  expect(read(formats.pricePerKwh(0.1))).toBe("10 cent/kWh");
  expect(formats.number(1.5, { max: 1 })).toBe("1,5");
  expect(read(formats.percent(0.5))).toBe("50%");
  expect(formats.time("2026-06-21T13:30:00Z")).toBe("15:30");
  expect(formats.date("2026-06-21T13:30:00Z", "numeric")).toBe("21/06/2026");
  expect(read(formats.duration(90))).toBe("2 min");
  expect(read(formats.age(12))).toBe("12 s fa");
  expect(read(formats.until(60))).toBe("tra 1 min");
  expect(formats.parseNumber("3,5")).toBe(3.5);
  const now = "2026-06-21T12:00:00Z";
  expect(formats.day(now, now)).toBe("oggi");
  expect(read(formats.dayTime(now, now))).toBe("oggi 14:00");
  expect(formats.timeRange(now, "2026-06-21T13:30:00Z", now)).toBe("14:00–15:30");
  expect(formats.dateRange(now, "2026-06-22T12:00:00Z")).toBe("21–22 giu");
});
