import { aggregateOf } from "../logic/aggregate";
import { effectSaid } from "../logic/effect";
import { daysOf, monthOf, sumsOf, type SharedDay } from "../logic/month";

const ROME = "Europe/Rome";
const JUNE = monthOf(Date.parse("2026-06-15T10:00:00Z"), ROME);

function day(from: string, change: Partial<SharedDay> = {}): SharedDay {
  return {
    from,
    to: "",
    fedInWh: 10_000,
    withdrawnWh: 8_000,
    sharedWh: 5_000,
    coverageS: 86_400,
    ...change,
  };
}

test("a month is the zone's, and moves by whole months", () => {
  expect(JUNE.from).toBe(Date.parse("2026-05-31T22:00:00Z"));
  expect(monthOf(JUNE.from, ROME, -1).from).toBe(Date.parse("2026-04-30T22:00:00Z"));
});

test("days have bars up to now; unknown ones none, partly known ones are marked", () => {
  const now = Date.parse("2026-06-03T10:00:00Z");
  const days = [day("2026-05-31T22:00:00Z"), day("2026-06-02T22:00:00Z", { coverageS: 40_000 })];
  expect(daysOf(days, JUNE, now, ROME)).toEqual([
    {
      from: Date.parse("2026-05-31T22:00:00Z"),
      to: Date.parse("2026-06-01T22:00:00Z"),
      values: [5_000, 5_000],
    },
    {
      from: Date.parse("2026-06-01T22:00:00Z"),
      to: Date.parse("2026-06-02T22:00:00Z"),
      values: [null, null],
    },
    {
      from: Date.parse("2026-06-02T22:00:00Z"),
      to: Date.parse("2026-06-03T22:00:00Z"),
      values: [5_000, 5_000],
      incomplete: true,
    },
  ]);
});

test("the days of October are thirty-one, the one of 25 hours too", () => {
  const october = monthOf(Date.parse("2026-10-15T10:00:00Z"), ROME);
  expect(daysOf([], october, october.to, ROME)).toHaveLength(31);
});

test("sums tell which part of what was fed in was shared", () => {
  expect(sumsOf([day("a"), day("b")])).toEqual({
    fedInWh: 20_000,
    withdrawnWh: 16_000,
    sharedWh: 10_000,
    sharedShare: 0.5,
  });
  expect(sumsOf([]).sharedShare).toBeNull();
});

test("members are counted and their powers added", () => {
  const member = (memberType: "consumer" | "producer" | "self-consumer", peak: number) => ({
    memberType,
    maxConsumptionW: 3_000,
    maxProductionW: peak,
  });
  expect(aggregateOf([member("consumer", 0), member("self-consumer", 4_000)])).toEqual({
    consumers: 1,
    producers: 0,
    selfConsumers: 1,
    contractPowerW: 6_000,
    peakPowerW: 4_000,
  });
});

test("an effect is said only where it was compared", () => {
  const total = {
    comparedWith: "held_out" as const,
    changeWh: 300,
    lowWh: 100,
    highWh: 500,
    isConclusive: true,
  };
  expect(effectSaid(total, 0)).toEqual({ kind: "noCalls" });
  expect(effectSaid({ ...total, changeWh: null }, 2)).toEqual({ kind: "unknown" });
  expect(effectSaid({ ...total, comparedWith: "nothing" }, 2)).toEqual({ kind: "unknown" });
  expect(effectSaid(total, 2)).toEqual({
    kind: "known",
    changeWh: 300,
    range: { lowWh: 100, highWh: 500 },
    isConclusive: true,
    comparedWith: "held_out",
  });
});
