/** FR3.2: whether now is a good time, by the community's own policy. */
import { isFresh, judge, type Powers } from "../verdict";

const POLICY = { thresholdW: 1_000, thresholdRatio: 0.1, endRatio: 0.5 };

function powers(excessPowerW: number | null, change: Partial<Powers> = {}): Powers {
  return { powerProducedW: 5_000, excessPowerW, surplusSince: null, ...change };
}

test.each([
  [1_000, "good"],
  [999, "little"],
  [0, "notNow"],
  [-400, "notNow"],
] as const)("an excess of %d W is %s", (excessW, verdict) => {
  expect(judge(powers(excessW), POLICY, false)).toBe(verdict);
});

test("a large production asks for a larger excess", () => {
  const balance = powers(1_500, { powerProducedW: 20_000 });
  expect(judge(balance, POLICY, false)).toBe("little");
});

test("what was good, or is a surplus, stays good down to half of the threshold", () => {
  expect(judge(powers(500), POLICY, true)).toBe("good");
  expect(judge(powers(499), POLICY, true)).toBe("little");
  const since = { surplusSince: "2026-06-01T10:00:00Z" };
  expect(judge(powers(500, since), POLICY, false)).toBe("good");
  expect(judge(powers(-1, since), POLICY, true)).toBe("notNow");
});

test("where sums would tell of one household, only a surplus is told", () => {
  expect(judge(powers(null, { powerProducedW: null }), POLICY, true)).toBe("withheld");
  const since = { powerProducedW: null, surplusSince: "2026-06-01T10:00:00Z" };
  expect(judge(powers(null, since), POLICY, false)).toBe("good");
});

test("figures tell of now for a quarter of an hour, without a connection for a minute", () => {
  const heard = { facilitiesFresh: 3 };
  expect(isFresh(heard, 900, true)).toBe(true);
  expect(isFresh(heard, 901, true)).toBe(false);
  expect(isFresh(heard, 60, false)).toBe(true);
  expect(isFresh(heard, 61, false)).toBe(false);
  expect(isFresh({ facilitiesFresh: 0 }, 0, true)).toBe(false);
});
