import * as fc from "fast-check";

import { downsample } from "../logic/downsample";
import { clean, clip, gapsOf, type Interval, isKnown, runsOf, valueAt } from "../logic/intervals";
import { areaPath, linePath } from "../logic/paths";
import { tableRows } from "../logic/rows";

// The same cases every time.
fc.configureGlobal({ seed: 20260621 });

const anything = fc.record({
  from: fc.integer({ min: 0, max: 2000 }),
  to: fc.integer({ min: 0, max: 2000 }),
  value: fc.oneof(
    fc.constant(null),
    fc.constant(NaN),
    fc.constant(Infinity),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  ),
});
const intervals = fc.array(anything, { maxLength: 60 });

/** Neighbours of one hour each, some of them unknown. */
const measured = fc
  .array(fc.option(fc.double({ min: 0, max: 1e5, noNaN: true }), { freq: 4 }), { maxLength: 400 })
  .map((values) => values.map((value, hour) => ({ from: hour, to: hour + 1, value })));

describe("intervals", () => {
  test("are put in order, apart, and without what is no number", () => {
    fc.assert(
      fc.property(intervals, (input) => {
        const cleaned = clean(input);
        cleaned.forEach(({ from, to, value }, index) => {
          expect(to).toBeGreaterThan(from);
          expect(value === null || Number.isFinite(value)).toBe(true);
          expect(from).toBeGreaterThanOrEqual(cleaned[index - 1]?.to ?? -Infinity);
        });
      }),
    );
  });

  test("a run never bridges a gap, and runs hold all that is known", () => {
    fc.assert(
      fc.property(intervals, (input) => {
        const cleaned = clean(input);
        const runs = runsOf(cleaned);
        for (const run of runs) {
          run.slice(1).forEach((one, index) => expect(one.from).toBe(run[index]?.to));
        }
        expect(runs.flat()).toEqual(cleaned.filter(isKnown));
      }),
    );
  });

  test("known time and gaps are all of the time, and never overlap", () => {
    fc.assert(
      fc.property(intervals, (input) => {
        const cleaned = clean(input);
        const gaps = gapsOf([cleaned], 0, 2000);
        const known = cleaned.filter(isKnown);
        const length = (spans: readonly { from: number; to: number }[]) =>
          spans.reduce((sum, { from, to }) => sum + to - from, 0);
        expect(length(gaps) + length(known)).toBe(2000);
        for (const { from, to } of gaps) expect(clip(known, from, to)).toEqual([]);
      }),
    );
  });

  test("a gap is where no series is known", () => {
    const one: Interval[] = [{ from: 0, to: 10, value: 1 }];
    const other: Interval[] = [
      { from: 5, to: 20, value: null },
      { from: 20, to: 30, value: 2 },
    ];
    expect(gapsOf([one, other], 0, 40)).toEqual([
      { from: 10, to: 20 },
      { from: 30, to: 40 },
    ]);
  });

  test("the value at a time is that of the interval it lies in", () => {
    fc.assert(
      fc.property(intervals, fc.integer({ min: 0, max: 2000 }), (input, time) => {
        const cleaned = clean(input);
        const found = cleaned.find(({ from, to }) => from <= time && time < to);
        expect(valueAt(cleaned, time)).toBe(found?.value ?? null);
      }),
    );
  });
});

describe("down-sampling", () => {
  test("keeps order, ends, peaks and dips, and is bounded", () => {
    fc.assert(
      fc.property(measured, fc.integer({ min: 1, max: 50 }), (input, buckets) => {
        for (const run of runsOf(clean(input))) {
          const fewer = downsample(run, buckets);
          expect(fewer.length).toBeLessThanOrEqual(Math.max(2, 2 * buckets));
          expect(fewer[0]?.from).toBe(run[0]?.from);
          expect(fewer.at(-1)?.to).toBe(run.at(-1)?.to);
          fewer.slice(1).forEach((one, index) => expect(one.from).toBe(fewer[index]?.to));
          const values = (all: readonly { value: number }[]) => all.map(({ value }) => value);
          expect(Math.max(...values(fewer))).toBe(Math.max(...values(run)));
          expect(Math.min(...values(fewer))).toBe(Math.min(...values(run)));
        }
      }),
    );
  });
});

describe("paths", () => {
  const scales = { x: (time: number) => time, y: (value: number) => 100 - value };

  test("have no NaN, one piece each, and go on to the right only", () => {
    fc.assert(
      fc.property(
        measured,
        fc.constantFrom("stepped" as const, "line" as const),
        (input, shape) => {
          for (const run of runsOf(clean(input))) {
            const path = linePath(run, scales, shape);
            expect(path).not.toMatch(/NaN|Infinity/);
            expect(areaPath(run, scales, shape)).not.toMatch(/NaN|Infinity/);
            expect(path.match(/M/g)).toHaveLength(1);
            if (shape === "stepped") {
              const xs = [...path.matchAll(/[ML](-?[\d.]+),/g)].map((match) => Number(match[1]));
              expect([...xs].sort((a, b) => a - b)).toEqual(xs);
            }
          }
        },
      ),
    );
  });

  test("a mean is a step over all of its interval", () => {
    expect(linePath([{ from: 0, to: 10, value: 50 }], scales, "stepped")).toBe("M0,50L10,50");
  });
});

describe("rows of a table", () => {
  test("powers are averaged over known time, energies are added", () => {
    const one: Interval[] = [
      { from: 0, to: 10, value: 100 },
      { from: 10, to: 20, value: null },
      { from: 20, to: 30, value: 200 },
      { from: 30, to: 40, value: 300 },
    ];
    expect(tableRows([one], "mean", 2)).toEqual([
      { from: 0, to: 20, values: [100] },
      { from: 20, to: 40, values: [250] },
    ]);
    expect(tableRows([one], "sum", 2).map(({ values }) => values)).toEqual([[100], [500]]);
  });

  test("are bounded, and add up to what is known", () => {
    fc.assert(
      fc.property(measured, (input) => {
        const rows = tableRows([clean(input)], "sum", 48);
        expect(rows.length).toBeLessThanOrEqual(48);
        const total = rows.reduce((sum, { values }) => sum + (values[0] ?? 0), 0);
        const known = input.reduce((sum, { value }) => sum + (value ?? 0), 0);
        expect(total).toBeCloseTo(known, 4);
      }),
    );
  });
});
