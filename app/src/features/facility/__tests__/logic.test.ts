import { type AuditEntry } from "@/api/queries/facilities";
import { monthOf, startOf } from "@/formats";

import { communityStepOf, deviceOf, differencesOf, roleChangesOf } from "../logic/audit";
import { type ExportDraft, spanOf } from "../logic/exportForm";
import { dayBars, partsOf } from "../logic/statement";

const ROME = "Europe/Rome";
const NOW = Date.parse("2026-11-30T14:20:00Z");

describe("the trail of a facility", () => {
  const entry = (before: AuditEntry["before"], after: AuditEntry["after"]): AuditEntry => ({
    at: "2026-11-30T10:00:00Z",
    by: "u1",
    action: "change_facility",
    before,
    after,
  });

  test("tells settings before and after, and no inner parts", () => {
    const changed = entry(
      { name: "Casa", maxConsumptionW: 3000, formerFacts: [] },
      { name: "Casa Olga", maxConsumptionW: 3300, formerFacts: [{}] },
    );
    expect(differencesOf(changed)).toEqual([
      { field: "name", before: "Casa", after: "Casa Olga" },
      { field: "maxConsumptionW", before: 3000, after: 3300 },
    ]);
    expect(differencesOf(entry(null, { name: "Casa" }))).toEqual([]);
  });

  test("tells whose role became another one", () => {
    const changed = entry(
      { users: { u1: "owner", u2: "viewer", u3: "viewer" } },
      { users: { u1: "owner", u2: "manager", u4: "viewer" } },
    );
    expect(roleChangesOf(changed)).toEqual([
      { userId: "u2", before: "viewer", after: "manager" },
      { userId: "u3", before: "viewer", after: null },
      { userId: "u4", before: null, after: "viewer" },
    ]);
  });

  test.each([
    [{ offer: null }, { offer: { kind: "request" } }, "asked"],
    [{ offer: null }, { offer: { kind: "invitation" } }, "invited"],
    [{ offer: { kind: "request" } }, { offer: null }, "offerEnded"],
    [{ community: null }, { community: { communityId: "c" } }, "joined"],
    [{ community: { communityId: "c" } }, { community: null }, "left"],
    [{ name: "Casa" }, { name: "Casa Olga" }, null],
  ])("tells what became of the community: %j, %j", (before, after, step) => {
    expect(communityStepOf(entry(before, after))).toBe(step);
  });

  test("tells which device it is about", () => {
    expect(deviceOf(entry({ device: null }, { device: { deviceId: "m-1" } }))).toBe("m-1");
    expect(deviceOf(entry({ device: { deviceId: "m-2" } }, { device: null }))).toBe("m-2");
    expect(deviceOf(entry(null, null))).toBeNull();
  });
});

describe("an export", () => {
  const draft: ExportDraft = {
    period: "custom",
    fromDay: "29/03/2026",
    toDay: "29/03/2026",
    resolution: "quarter",
    format: "csv",
  };

  test("spans whole days of Rome, the last one included", () => {
    const span = spanOf(draft, NOW, ROME);
    expect(span).toEqual({
      from: Date.parse("2026-03-28T23:00:00Z"),
      to: Date.parse("2026-03-29T22:00:00Z"),
    });
  });

  test.each([
    [{ fromDay: "" }, { field: "fromDay", problem: "noDate" }],
    [{ toDay: "28/03/2026" }, { field: "toDay", problem: "endBeforeStart" }],
    [
      { fromDay: "01/01/2025", resolution: "raw" as const },
      { field: "resolution", problem: "rawTooLong" },
    ],
  ])("says what is wrong: %j", (change, problem) => {
    expect(spanOf({ ...draft, ...change }, NOW, ROME)).toEqual(problem);
  });

  test("of last month is last month", () => {
    expect(spanOf({ ...draft, period: "lastMonth" }, NOW, ROME)).toMatchObject({
      from: Date.parse("2026-09-30T22:00:00Z"),
      to: Date.parse("2026-10-31T23:00:00Z"),
    });
  });
});

describe("a month's statement", () => {
  test("months are counted on Rome's clock", () => {
    expect(monthOf(Date.parse("2026-11-30T23:30:00Z"), ROME)).toBe("2026-12");
    expect(monthOf(NOW, ROME, -11)).toBe("2025-12");
    expect(startOf("2026-11", ROME)).toBe(Date.parse("2026-10-31T23:00:00Z"));
  });

  const line = {
    facilityId: "f",
    name: "Casa",
    withdrawnWh: 0,
    fedInWh: 0,
    sharedAsConsumerWh: 0,
    sharedAsProducerWh: 0,
    sharedAsPlantWh: 0,
    premiumEur: 0,
    valorizationEur: 0,
    partsEur: { equal: 1.5, production: 4, coefficients: 0.001 },
    excessEur: 0,
    exactEur: 5.501,
    amountEur: 5.5,
    coverageS: 0,
    memberS: 0,
  };

  test("tells the parts that give something, the largest first", () => {
    expect(partsOf(line).map(({ criterion }) => criterion)).toEqual(["production", "equal"]);
  });

  test("a day's bar is that day's, also when the clock changes", () => {
    const days = [{ day: "2026-10-25", sharedAsConsumerWh: 5, sharedAsProducerWh: 7 }];
    const statement = { days } as unknown as Parameters<typeof dayBars>[0];
    const [bar] = dayBars(statement, ROME);
    expect(bar?.values).toEqual([7, 5]);
    expect((bar?.to ?? 0) - (bar?.from ?? 0)).toBe(25 * 3_600_000);
  });
});
