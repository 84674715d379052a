import { HOUSE_ID, ROOF_ID } from "@/testing/registry";

import { codesOf, columnsFound, columnsOf, EMPTY, lineOf, plantLines } from "../logic/gseForm";
import {
  byAmount,
  coverageOf,
  dayBars,
  isMonth,
  monthRows,
  worthShowing,
} from "../logic/statements";
import { head, line, statement, year } from "../testing/builders";

describe("the months of a year", () => {
  it("are those that have begun, newest first, from the first settled one on", () => {
    const rows = worthShowing(
      monthRows(
        year({ months: [head({ month: "2026-08" }), head({ month: "2026-10" })] }),
        "2026-11",
      ),
      "2026-11",
    );
    expect(rows.map(({ month, head: settled }) => [month, settled !== null])).toEqual([
      ["2026-11", false],
      ["2026-10", true],
      ["2026-09", false],
      ["2026-08", true],
    ]);
  });

  it("are this one and the last where none is settled, and none of another year", () => {
    const only = worthShowing(monthRows(year({ months: [] }), "2026-11"), "2026-11");
    expect(only.map(({ month }) => month)).toEqual(["2026-11", "2026-10"]);
    const before = worthShowing(monthRows(year({ year: 2025, months: [] }), "2026-11"), "2026-11");
    expect(before).toEqual([]);
    const december = worthShowing(
      monthRows(year({ year: 2025, months: [] }), "2026-01"),
      "2026-01",
    );
    expect(december.map(({ month }) => month)).toEqual(["2025-12"]);
  });

  it("are written as the services take them", () => {
    expect([isMonth("2026-11"), isMonth("2026-13"), isMonth("versions")]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe("a month's statement", () => {
  it("has a bar a day, of 25 hours where the clocks go back", () => {
    const [bar] = dayBars(statement(), "Europe/Rome");
    expect(bar).toEqual({
      from: Date.parse("2026-10-25T00:00:00+02:00"),
      to: Date.parse("2026-10-26T00:00:00+01:00"),
      values: [3000],
    });
  });

  it("names who gets most first, and how much is measured", () => {
    expect(byAmount(statement().lines).map(({ name }) => name)).toEqual(["Tetto", "Casa Olga"]);
    expect(coverageOf(line({ coverageS: 50, memberS: 100 }))).toBe(0.5);
    expect(coverageOf(line({ coverageS: 0, memberS: 0 }))).toBe(1);
  });
});

describe("what GSE pays", () => {
  it("is one line, what is not typed left open", () => {
    const typed = { ...EMPTY, premiumEur: "1.234,50" };
    expect(lineOf(typed, null, "it").line).toEqual({
      plant: null,
      premiumEur: 1234.5,
      valorizationEur: null,
      sharedKWh: null,
    });
  });

  it("needs one of the sums, and numbers", () => {
    expect(lineOf(EMPTY, null, "it").faults).toEqual({ premiumEur: "missing" });
    const wrong = { ...EMPTY, premiumEur: "1", sharedKWh: "-1" };
    expect(lineOf(wrong, null, "it")).toMatchObject({
      line: null,
      faults: { sharedKWh: "number" },
    });
  });

  it("is a line a plant, of those of which anything is typed", () => {
    const typed = {
      [HOUSE_ID]: EMPTY,
      [ROOF_ID]: { ...EMPTY, premiumEur: "10", sharedKWh: "5,5" },
    };
    expect(plantLines(typed, "it").lines).toEqual([
      { plant: ROOF_ID, premiumEur: 10, valorizationEur: null, sharedKWh: 5.5 },
    ]);
    expect(plantLines({}, "it").lines).toEqual([]);
    const half = plantLines({ [ROOF_ID]: { ...EMPTY, sharedKWh: "5" } }, "it");
    expect(half).toEqual({ lines: null, faults: { [ROOF_ID]: { premiumEur: "missing" } } });
  });

  it("as a file has names for columns and plants where they are told", () => {
    expect(columnsOf({ plantColumn: "POD", sharedColumn: " " })).toEqual({ plantColumn: "POD" });
    expect(codesOf({ [HOUSE_ID]: "", [ROOF_ID]: " IT001 " })).toEqual([`IT001=${ROOF_ID}`]);
    expect(columnsFound("the columns found are: 'a', 'b'")).toBe("'a', 'b'");
    expect(columnsFound("lines cannot be read")).toBeNull();
  });
});
