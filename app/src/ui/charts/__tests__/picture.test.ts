import * as fc from "fast-check";

import { createFormats, HOUR_MS } from "@/formats";

import { uiTexts } from "../../texts";
import { anchored, timeTicks, valueAxis } from "../logic/axes";
import { balanceOf } from "../logic/balance";
import { barExtent, barsOf, labelledPeriods } from "../logic/bars";
import { indexAfterKey, momentAt, momentsOf } from "../logic/cursor";
import { valueWords } from "../logic/quantity";
import { summaryOf } from "../logic/summary";

// The same cases every time.
fc.configureGlobal({ seed: 20260621 });

const ROME = "Europe/Rome";

describe("the axis of values", () => {
  test("holds zero and all values, with few marks in order", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e9, max: 1e9 })), (values) => {
        const { low, high, ticks } = valueAxis(values);
        expect(high).toBeGreaterThan(low);
        expect(low).toBeLessThanOrEqual(0);
        expect(high).toBeGreaterThanOrEqual(0);
        for (const value of values.filter(Number.isFinite)) {
          expect(value >= low && value <= high).toBe(true);
        }
        expect(ticks.length).toBeLessThanOrEqual(8);
        expect([...ticks].sort((a, b) => a - b)).toEqual(ticks);
      }),
    );
  });
});

describe("the axis of time", () => {
  const labels = (from: string, to: string, most = 5) =>
    timeTicks(Date.parse(from), Date.parse(to), "en", ROME, most).map(({ label }) => label);

  test("a day has round hours, and ends at 24:00", () => {
    expect(labels("2026-06-20T22:00Z", "2026-06-21T22:00Z")).toEqual([
      "00:00",
      "06:00",
      "12:00",
      "18:00",
      "24:00",
    ]);
  });

  test.each([
    ["23 hours", "2026-03-28T23:00Z", "2026-03-29T22:00Z", [0, 5, 11, 17, 23]],
    ["25 hours", "2026-10-24T22:00Z", "2026-10-25T23:00Z", [0, 7, 13, 19, 25]],
  ])("a day of %s has the clock's hours where they are", (_, from, to, hours) => {
    const start = Date.parse(from);
    const ticks = timeTicks(start, Date.parse(to), "en", ROME, 5);
    expect(ticks.map(({ label }) => label)).toEqual(["00:00", "06:00", "12:00", "18:00", "24:00"]);
    expect(ticks.map(({ at }) => (at - start) / HOUR_MS)).toEqual(hours);
  });

  test("a month has days, a year has months", () => {
    expect(labels("2026-05-31T22:00Z", "2026-06-30T22:00Z")[0]).toMatch(/1 Jun/);
    expect(labels("2025-12-31T23:00Z", "2026-12-31T23:00Z")).toEqual([
      "2026",
      "Apr",
      "Jul",
      "Oct",
      "2027",
    ]);
  });

  test("marks are in order, within, and no more than fit", () => {
    const start = Date.parse("2026-01-01T00:00Z");
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 365 * 24 }),
        fc.integer({ min: 1, max: 3 * 365 * 24 }),
        fc.integer({ min: 2, max: 12 }),
        (offset, hours, most) => {
          const from = start + offset * HOUR_MS;
          const to = from + hours * HOUR_MS;
          const times = timeTicks(from, to, "it", ROME, most).map(({ at }) => at);
          expect(times.length).toBeLessThanOrEqual(most);
          times.forEach((at, index) => {
            expect(at).toBeGreaterThan(times[index - 1] ?? -Infinity);
            expect(at >= from && at <= to).toBe(true);
          });
        },
      ),
    );
  });

  test("what is no time has no marks", () => {
    expect(timeTicks(NaN, 5, "en", ROME, 5)).toEqual([]);
    expect(timeTicks(5, 5, "en", ROME, 5)).toEqual([]);
  });

  test("labels are never cut off", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 1, max: 100 }),
        (x, label) => {
          const place = anchored(x, label, 300);
          const left = { start: 0, middle: label / 2, end: label }[place.anchor];
          expect(place.x - left).toBeGreaterThanOrEqual(0);
          expect(place.x - left + label).toBeLessThanOrEqual(300);
        },
      ),
    );
  });
});

describe("the cursor", () => {
  test("moments are in order and each once", () => {
    expect(
      momentsOf([
        [{ from: 5 }, { from: 1 }],
        [{ from: 5 }, { from: 9 }],
      ]),
    ).toEqual([1, 5, 9]);
  });

  test("stands at the last moment before, or at the first", () => {
    expect([0, 1, 4, 5, 100].map((time) => momentAt([1, 5, 9], time))).toEqual([1, 1, 1, 5, 9]);
    expect(momentAt([], 5)).toBeNull();
  });

  test("is moved by keys, within the chart", () => {
    expect(indexAfterKey("ArrowRight", 3, 96)).toBe(4);
    expect(indexAfterKey("ArrowLeft", 0, 96)).toBe(0);
    expect(indexAfterKey("PageDown", 50, 96)).toBe(40);
    expect(indexAfterKey("End", 0, 96)).toBe(95);
    expect(indexAfterKey("a", 0, 96)).toBeNull();
    expect(indexAfterKey("End", 0, 0)).toBeNull();
  });
});

describe("bars", () => {
  const y = (value: number) => 100 - value;
  const values = fc.array(
    fc.tuple(fc.option(fc.double({ min: -100, max: 100, noNaN: true })), fc.option(fc.nat(100))),
    { minLength: 1, maxLength: 40 },
  );

  test("have no NaN, lie within their room, and in order", () => {
    fc.assert(
      fc.property(
        values,
        fc.constantFrom("grouped" as const, "stacked" as const),
        (rows, layout) => {
          const bars = barsOf(rows, { width: 300, layout, seriesCount: 2, y });
          for (const { x, y: top, width, height } of bars) {
            expect([x, top, width, height].every(Number.isFinite)).toBe(true);
            expect(height).toBeGreaterThanOrEqual(0);
            expect(x).toBeGreaterThanOrEqual(0);
            expect(x + width).toBeLessThanOrEqual(300.001);
          }
          expect(bars).toHaveLength(rows.flat().filter((value) => value !== null).length);
          const places = bars.map(({ period }) => period);
          expect([...places].sort((a, b) => a - b)).toEqual(places);
        },
      ),
    );
  });

  test("stacked bars stand on each other, and reach the extent", () => {
    const bars = barsOf([[10, 20]], { width: 100, layout: "stacked", seriesCount: 2, y });
    expect(bars.map(({ y: top, height }) => [top, height])).toEqual([
      [90, 10],
      [70, 20],
    ]);
    expect(barExtent([[10, 20]], "stacked")).toEqual([30, 0]);
    expect(barExtent([[10, null]], "grouped")).toEqual([10, 0]);
  });

  test("as many are labelled as fit", () => {
    expect(labelledPeriods(30, 10)).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27]);
    expect(labelledPeriods(3, 0)).toEqual([0]);
  });
});

describe("the live bar", () => {
  test.each([
    [
      8400,
      5200,
      [
        ["used", 5200],
        ["spare", 3200],
      ],
      3200,
    ],
    [
      2400,
      5200,
      [
        ["used", 2400],
        ["grid", 2800],
      ],
      -2800,
    ],
    [0, 0, [], 0],
    [5, 5, [["used", 5]], 0],
  ] as const)("%d W produced, %d W consumed", (produced, consumed, parts, excess) => {
    const balance = balanceOf(produced, consumed);
    expect(balance?.parts.map(({ kind, watts }) => [kind, watts])).toEqual(parts);
    expect(balance?.excessW).toBe(excess);
  });

  test("says nothing when half of it is not known", () => {
    expect(balanceOf(null, 5)).toBeNull();
    expect(balanceOf(5, NaN)).toBeNull();
  });

  test("shares are the whole bar", () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100_000), (produced, consumed) => {
        const shares = balanceOf(produced, consumed)?.parts.map(({ share }) => share) ?? [];
        const whole = shares.reduce((sum, share) => sum + share, 0);
        expect(whole).toBeCloseTo(produced + consumed > 0 ? 1 : 0);
      }),
    );
  });
});

describe("words", () => {
  const formats = createFormats("en", ROME);

  test("an axis has one unit, a value the unit that fits it", () => {
    const words = valueWords("power", 8000, formats, "no data");
    expect([words.unit, words.axis(2500)]).toEqual(["kW", "2.5"]);
    expect([words.full(850), words.full(null)]).toEqual(["850\u00A0W", "no data"]);
    expect(valueWords("euro", 10, formats, "no data").full(1.5)).toBe("€1.50");
  });

  test("a chart says its peaks and its gaps", () => {
    const series = [{ label: "Produced", intervals: [{ from: 0, to: 1, value: 5 }] }];
    const words = { texts: uiTexts.en.chart, value: String, time: () => "noon" };
    expect(summaryOf(series, 2, words)).toBe(
      "Produced: 5 at most (noon). Data are missing for 2 stretches.",
    );
    expect(summaryOf([{ label: "Produced", intervals: [] }], 1, words)).toBe(
      "No data in this period.",
    );
  });
});
