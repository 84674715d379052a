import { momentOf, remember, type Memory } from "../moment";

const POLICY = { thresholdW: 1_000, thresholdRatio: 0, endRatio: 0.5 };
const NOON = Date.parse("2026-06-30T10:00:00Z");

function balance(excessPowerW: number, asOf: number) {
  return {
    asOf: new Date(asOf).toISOString(),
    facilitiesFresh: 5,
    powerProducedW: 4_000,
    excessPowerW,
    surplusSince: null,
  };
}

test("figures of now are judged, with the verdict before in mind", () => {
  const first = remember(null, balance(1_200, NOON), POLICY, NOON);
  const dip = balance(600, NOON + 1_000);
  const second = remember(first, dip, POLICY, NOON + 1_000);
  expect(momentOf(second, dip, NOON + 1_500, true)).toEqual({
    verdict: "good",
    isCatchingUp: false,
    at: NOON + 1_500,
  });
});

test("old figures say nothing about now, and without a connection sooner", () => {
  const figures = balance(1_200, NOON);
  const memory = remember(null, figures, POLICY, NOON);
  expect(momentOf(memory, figures, NOON + 120_000, true).verdict).toBe("good");
  expect(momentOf(memory, figures, NOON + 120_000, false).verdict).toBe("unknown");
  expect(momentOf(memory, figures, NOON + 901_000, true).verdict).toBe("unknown");
});

test("earlier figures that come fast are of their own moment", () => {
  const now = NOON + 7_200_000;
  let memory: Memory | null = null;
  let figures = balance(1_200, NOON);
  for (let second = 0; second < 4; second += 1) {
    figures = balance(1_200, NOON + second * 60_000);
    memory = remember(memory, figures, POLICY, now + second * 1_000);
  }
  expect(momentOf(memory!, figures, now + 3_500, true)).toEqual({
    verdict: "good",
    isCatchingUp: true,
    at: NOON + 180_000,
  });
});

test("how fast they come is not known at once", () => {
  const now = NOON + 7_200_000;
  const figures = balance(1_200, NOON);
  const memory = remember(null, figures, POLICY, now);
  expect(momentOf(memory, figures, now + 1_000, true).verdict).toBeNull();
  expect(momentOf(memory, figures, now + 4_000, true).verdict).toBe("unknown");
});
