import { type Episode, nextWindow, usualEnd } from "../windows";

const ROME = "Europe/Rome";

/** One a day in June (Rome is two hours ahead), by hour and minute of UTC. */
function days(count: number, from: string, to: string): Episode[] {
  return Array.from({ length: count }, (_, index) => {
    const day = String(29 - index).padStart(2, "0");
    return { startedAt: `2026-06-${day}T${from}:00Z`, endedAt: `2026-06-${day}T${to}:00Z` };
  });
}

const at = (clock: string) => Date.parse(`2026-06-30T${clock}:00Z`);

test("a surplus ends when it did on recent days, to the quarter of an hour", () => {
  const episodes = days(5, "08:10", "13:32");
  expect(usualEnd(episodes, at("10:00"), ROME)).toBe(at("13:30"));
});

test("fewer than three days, or an end that is near, say nothing", () => {
  expect(usualEnd(days(2, "08:10", "13:32"), at("10:00"), ROME)).toBeNull();
  expect(usualEnd(days(5, "08:10", "13:32"), at("13:10"), ROME)).toBeNull();
});

test("an episode under way does not tell its own end", () => {
  const episodes = days(3, "08:00", "13:00").map((one) => ({ ...one, endedAt: null }));
  expect(usualEnd(episodes, at("10:00"), ROME)).toBeNull();
});

test("the next window is today's while there is some of it left, then tomorrow's", () => {
  const episodes = days(4, "08:10", "13:32");
  const today = { from: at("08:15"), to: at("13:30"), days: 4 };
  expect(nextWindow(episodes, at("05:00"), ROME)).toEqual(today);
  expect(nextWindow(episodes, at("12:00"), ROME)).toEqual(today);
  expect(nextWindow(episodes, at("13:05"), ROME)).toEqual({
    from: at("08:15") + 86_400_000,
    to: at("13:30") + 86_400_000,
    days: 4,
  });
});

test("episodes that follow each other closely are one stretch", () => {
  const episodes = [...days(3, "08:00", "10:00"), ...days(3, "10:20", "12:00")];
  expect(nextWindow(episodes, at("05:00"), ROME)).toMatchObject({
    from: at("08:00"),
    to: at("12:00"),
  });
});

test("a window keeps its time on the clock when the clock is put back", () => {
  const episodes = ["22", "23", "24"].map((day) => ({
    startedAt: `2026-10-${day}T08:00:00Z`,
    endedAt: `2026-10-${day}T12:00:00Z`,
  }));
  expect(nextWindow(episodes, Date.parse("2026-10-25T05:00:00Z"), ROME)).toMatchObject({
    from: Date.parse("2026-10-25T09:00:00Z"),
    to: Date.parse("2026-10-25T13:00:00Z"),
  });
});
