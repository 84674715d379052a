import { heard, isCatchingUp, type Pace } from "../pace";

const YESTERDAY = -86_400_000;

/** Figures from `since` on that come once a second, each `stepMs` of event time after the other. */
function hearing(stepMs: number, count: number, since = YESTERDAY): Pace {
  let pace = heard(null, since, 0);
  for (let index = 1; index < count; index += 1) {
    pace = heard(pace, since + index * stepMs, index * 1000);
  }
  return pace;
}

test("figures that come as fast as time passes are of now", () => {
  expect(isCatchingUp(hearing(1_000, 10), 9_000)).toBe(false);
});

test("figures that come faster are caught up, until they end", () => {
  const pace = hearing(60_000, 10);
  expect(isCatchingUp(pace, 9_500)).toBe(true);
  expect(isCatchingUp(pace, 19_001)).toBe(false);
});

test("figures that come early after late ones are of now", () => {
  const late = heard(hearing(1_000, 10, 0), 10_000, 18_000);
  const early = heard(late, 20_000, 20_000);
  expect(isCatchingUp(early, 20_000)).toBe(false);
});

test("nothing is said before it was measured, nor after figures were away", () => {
  expect(isCatchingUp(hearing(60_000, 2), 1_000)).toBe(false);
  const after = heard(hearing(60_000, 10), YESTERDAY + 3_600_000, 40_000);
  expect(isCatchingUp(after, 40_000)).toBe(false);
});
