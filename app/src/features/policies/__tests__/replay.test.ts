import { episode, replay } from "../testing/builders";
import {
  daysWithSurplus,
  episodesOf,
  isWellKnown,
  powersOf,
  spanOf,
  sumsOf,
  surplusDays,
  toldTimes,
} from "../logic/replay";

const ROME = "Europe/Rome";
const DAY_MS = 86_400_000;
const MIDNIGHT = Date.parse("2026-11-02T00:00:00+01:00");
const week = { from: MIDNIGHT, to: MIDNIGHT + 7 * DAY_MS };

describe("a tried policy", () => {
  it("begins with a whole day, over the change of the clocks too", () => {
    const now = Date.parse("2026-10-26T12:00:00+01:00");
    expect(spanOf(7, now, ROME)).toEqual({
      from: Date.parse("2026-10-19T00:00:00+02:00"),
      to: now,
    });
  });

  it("sums what members would have got", () => {
    const tried = replay({ members: 4, toldTimes: { "0": 1, "1": 1, "3": 2 }, calls: 3 });
    expect(sumsOf(tried, week)).toEqual({
      episodes: 1,
      energyWh: 4000,
      calls: 3,
      messages: 7,
      perMemberAndWeek: 1.75,
    });
    expect(toldTimes(tried).map(({ times }) => times)).toEqual([3, 1, 0]);
  });

  it("has no mean without members", () => {
    expect(sumsOf(replay({ members: 0, toldTimes: {} }), week).perMemberAndWeek).toBeNull();
  });

  it("tells days with a call from days without, and leaves unknown ones out", () => {
    const tried = replay({
      episodes: [
        episode({ startedAt: "2026-11-02T10:00:00Z", excessEnergyWh: 3000 }),
        episode({ startedAt: "2026-11-02T23:30:00Z", excessEnergyWh: 500, calls: [] }),
      ],
      points: [{ at: "2026-11-04T11:00:00Z", producedW: 0, consumedW: 1 }],
    });
    const values = surplusDays(tried, week, ROME).map((day) => day.values);
    expect(values.slice(0, 4)).toEqual([
      [3000, 0],
      [0, 500],
      [0, 0],
      [null, null],
    ]);
    expect(values).toHaveLength(7);
    const [last, first] = daysWithSurplus(tried, ROME);
    expect([first, last]).toEqual([MIDNIGHT, MIDNIGHT + DAY_MS]);
    expect(episodesOf(tried, MIDNIGHT, ROME)).toHaveLength(1);
  });

  it("steps from point to point of the day, and of no other", () => {
    const tried = replay({
      intervalS: 600,
      points: [
        { at: "2026-11-02T10:00:00Z", producedW: 5000, consumedW: 2000 },
        { at: "2026-11-03T10:00:00Z", producedW: 1, consumedW: 1 },
      ],
    });
    const from = Date.parse("2026-11-02T10:00:00Z");
    expect(powersOf(tried, { from: MIDNIGHT, to: MIDNIGHT + DAY_MS })).toEqual({
      produced: [{ from, to: from + 600_000, value: 5000 }],
      consumed: [{ from, to: from + 600_000, value: 2000 }],
    });
  });

  it("says when little of the days is known", () => {
    expect(isWellKnown(replay({ knownMinutes: 7 * 1440 }), week)).toBe(true);
    expect(isWellKnown(replay({ knownMinutes: 1440 }), week)).toBe(false);
  });
});
