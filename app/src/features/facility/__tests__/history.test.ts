import { type History, type HistoryInterval } from "@/api/queries/facilityEnergy";

import {
  changeShare,
  compared,
  energyBars,
  hasGaps,
  powerSeries,
  slotsOf,
  totalsOf,
} from "../logic/history";
import { periodAt } from "../logic/periods";

const ROME = "Europe/Rome";
const at = (text: string) => Date.parse(text);

function quarter(from: string, consumedWh: number, coverageS = 900): HistoryInterval {
  const to = new Date(at(from) + 900_000).toISOString();
  return { from, to, consumedWh, producedWh: consumedWh / 2, coverageS };
}

function historyOf(items: HistoryInterval[], asOf: string | null): History {
  return {
    from: "",
    to: "",
    resolution: "quarter",
    basis: "measured",
    timeZone: ROME,
    units: {},
    asOf,
    gaps: [],
    history: items,
  };
}

test("power is over the time that is known: half a quarter-hour of data is no half power", () => {
  const { consumed, produced } = powerSeries([
    quarter("2026-11-30T10:00:00Z", 250),
    quarter("2026-11-30T10:15:00Z", 125, 450),
    quarter("2026-11-30T10:30:00Z", 0, 0),
  ]);
  expect(consumed.map(({ value }) => value)).toEqual([1000, 1000, null]);
  expect(produced.map(({ value }) => value)).toEqual([500, 500, null]);
});

test("a day without data has an empty place, one with half of them is incomplete", () => {
  const month = periodAt("month", at("2026-11-30T10:00:00Z"), ROME);
  const slots = slotsOf(month, ROME);
  expect(slots).toHaveLength(30);
  const first = slots[0]!;
  const item = {
    from: new Date(first.from).toISOString(),
    to: new Date(first.to).toISOString(),
    consumedWh: 9000,
    producedWh: 100,
    coverageS: 43_200,
  };
  const bars = energyBars([item], slots);
  expect(bars[0]).toMatchObject({ values: [100, 9000], incomplete: true });
  expect(bars[1]).toMatchObject({ values: [null, null], incomplete: false });
});

test("sums say for which part of the time they hold", () => {
  const span = { from: at("2026-11-30T10:00:00Z"), to: at("2026-11-30T10:30:00Z") };
  const totals = totalsOf([quarter("2026-11-30T10:00:00Z", 250)], span);
  expect(totals).toEqual({ consumedWh: 250, producedWh: 125, knownShare: 0.5 });
  expect(hasGaps(totals!)).toBe(true);
  expect(totalsOf([], span)).toBeNull();
});

describe("today beside yesterday", () => {
  const now = at("2026-11-30T10:40:00Z");
  const today = periodAt("day", now, ROME);
  const yesterday = periodAt("day", now, ROME, -1);
  const quartersFrom = (start: number, count: number, wattHours: number) =>
    Array.from({ length: count }, (_, index) =>
      quarter(new Date(start + index * 900_000).toISOString(), wattHours),
    );

  test("is compared up to the same time of day, without the quarter-hour under way", () => {
    const asOf = "2026-11-30T10:38:00Z";
    const result = compared(
      { period: today, history: historyOf(quartersFrom(today.from, 47, 100), asOf) },
      { period: yesterday, history: historyOf(quartersFrom(yesterday.from, 96, 50), asOf) },
      ROME,
      now,
    );
    expect(result).toMatchObject({ isPartial: true, hasGaps: false });
    expect(result?.until).toBe(at("2026-11-30T10:30:00Z"));
    expect(result?.present.consumedWh).toBe(46 * 100);
    expect(result?.other.consumedWh).toBe(46 * 50);
  });

  test("gaps of either day make it unsure", () => {
    const asOf = "2026-11-30T10:38:00Z";
    const result = compared(
      { period: today, history: historyOf(quartersFrom(today.from, 46, 100), asOf) },
      { period: yesterday, history: historyOf(quartersFrom(yesterday.from, 20, 50), asOf) },
      ROME,
      now,
    );
    expect(result?.hasGaps).toBe(true);
  });

  test("of a day without data nothing is said", () => {
    const none = { period: yesterday, history: historyOf([], null) };
    const some = { period: today, history: historyOf(quartersFrom(today.from, 4, 1), null) };
    expect(compared(some, none, ROME, now)).toBeNull();
    expect(compared(none, some, ROME, now)).toBeNull();
  });
});

test("nothing is a percentage of nothing", () => {
  expect(changeShare(80, 100)).toBeCloseTo(-0.2);
  expect(changeShare(80, 0)).toBeNull();
});
