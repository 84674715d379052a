import {
  comparedBars,
  comparedPeriod,
  findingsOf,
  formOf,
  gapsOf,
  hindranceOf,
  sumsOf,
} from "../logic/officialCurve";
import { compared, curveImport, report } from "../testing/curves";

test("of a draft only what is said is sent", () => {
  const draft = { direction: "auto", unit: "kWh", timeColumn: " Giorno ", clockColumn: " " };
  expect(formOf(draft)).toEqual({ unit: "kWh", timeColumn: "Giorno" });
});

test("findings come with the worst first, and nothing of what is in order", () => {
  expect(findingsOf(report())).toEqual([]);
  const found = findingsOf(report({ errorCount: 2, missingCount: 4, conflictCount: 1 }));
  expect(found.map(({ kind }) => kind)).toEqual(["errors", "conflicts", "missing"]);
  expect(found.map(({ isBlocking }) => isBlocking)).toEqual([true, false, false]);
});

test.each([
  [{}, false, null],
  [{ errorCount: 1, conflictCount: 1 }, true, "errors"],
  [{ alreadyImported: "i" }, false, "already"],
  [{ quarterHours: 0 }, false, "nothing"],
  [{ conflictCount: 1 }, false, "conflicts"],
  [{ conflictCount: 1 }, true, null],
])("a file with %j, replacing %s, is hindered by %s", (change, isReplacing, hindrance) => {
  expect(hindranceOf(report(change), isReplacing)).toBe(hindrance);
});

test("what is compared is the time of the newest import that holds", () => {
  expect(comparedPeriod([])).toBeNull();
  const undone = curveImport({ status: "undone", from: "2026-01-01T00:00:00Z" });
  const held = curveImport();
  const { from, to } = held;
  expect(comparedPeriod([undone, held])).toEqual({ from, to, resolution: "day" });
  const year = curveImport({ from: "2025-01-01T00:00:00Z", to: "2026-01-01T00:00:00Z" });
  expect(comparedPeriod([year])?.resolution).toBe("month");
});

test("sums leave out what has no official value", () => {
  const intervals = [compared(1000, 900), compared(null, 500), compared(3000, 2900)];
  expect(sumsOf({ intervals }, "consumed")).toEqual({
    officialWh: 4000,
    measured: { wh: 3800, differenceWh: 200, share: 0.05 },
  });
  expect(sumsOf({ intervals }, "produced")).toBeNull();
});

test("a difference of which part is none says whose time is missing", () => {
  const day = 86_400;
  const isWhole = { isUnmeasured: false, isUnofficial: false };
  expect(gapsOf({ intervals: [compared(1000, 900), compared(null, 500)] }, "consumed")).toEqual(
    isWhole,
  );
  const half = [compared(1000, 400, day / 2)];
  expect(gapsOf({ intervals: half }, "consumed")).toEqual({ ...isWhole, isUnmeasured: true });
  const longer = [compared(1000, 1900, 2 * day)];
  expect(gapsOf({ intervals: longer }, "consumed")).toEqual({ ...isWhole, isUnofficial: true });
});

test("where nothing was measured there is no difference", () => {
  const intervals = [compared(1000, 0, 0)];
  expect(sumsOf({ intervals }, "consumed")).toEqual({ officialWh: 1000, measured: null });
});

test("a bar says what was not measured, instead of nothing", () => {
  const intervals = [compared(1000, 0, 0), compared(1000, 400, 3600)];
  const bars = comparedBars(
    { facilityId: "f", from: "2026-03-01T00:00:00Z", to: "2026-03-03T00:00:00Z", intervals },
    "consumed",
  );
  expect(bars.map(({ values }) => values)).toEqual([
    [1000, null],
    [1000, 400],
  ]);
  expect(bars.map(({ incomplete }) => incomplete)).toEqual([true, true]);
});
