import fc from "fast-check";

import { type SurplusPolicy } from "@/api/queries/rules";

import { calledFor, formOf, isSame, NUMBER_FIELDS, policyOf, USUAL } from "../logic/surplusForm";

const ROME = "Europe/Rome";
const policy = (changes: Partial<SurplusPolicy> = {}): SurplusPolicy => ({
  ...USUAL,
  holidays: [],
  timeZone: ROME,
  ...changes,
});

describe("FR4.2: the surplus policy as a form", () => {
  it.each(["it", "en"] as const)("reads in %s what it has written", (language) => {
    fc.assert(
      fc.property(
        fc.record({
          thresholdW: fc.integer({ min: 0, max: 1_000_000 }),
          minimumDurationS: fc.integer({ min: 0, max: 1440 }).map((minutes) => minutes * 60),
          cooldownS: fc.integer({ min: 0, max: 720 }).map((hours) => hours * 3600),
          responseRatio: fc.integer({ min: 1, max: 100 }).map((percent) => percent / 100),
          quietOnHolidays: fc.boolean(),
        }),
        (changes) => {
          const before = policy({ ...changes, holidays: ["2026-12-07"] });
          const { policy: after } = policyOf(formOf(before, language), ROME, language);
          expect(after).toEqual(before);
        },
      ),
      { seed: 1 },
    );
  });

  it("says at each field what is wrong, and makes no policy of it", () => {
    const form = formOf(policy(), "en");
    const wrong = {
      ...form,
      thresholdW: "much",
      holdOutRatio: "51",
      quietFrom: "25:00",
      holidays: "2026-12-07, soon",
    };
    expect(policyOf(wrong, ROME, "en")).toEqual({
      faults: {
        thresholdW: { kind: "number" },
        holdOutRatio: { kind: "range", least: 0, most: 50 },
        quietFrom: { kind: "time" },
        holidays: { kind: "date" },
      },
    });
  });

  it("takes what the service takes, to its limits", () => {
    for (const [name, { least, most }] of Object.entries(NUMBER_FIELDS)) {
      for (const [typed, isFine] of [
        [least, true],
        [most, true],
        [least - 1, false],
        [most + 1, false],
      ] as const) {
        const form = { ...formOf(policy(), "en"), [name]: String(typed) };
        expect([name, typed, policyOf(form, ROME, "en").policy !== undefined]).toEqual([
          name,
          typed,
          isFine,
        ]);
      }
    }
  });

  it("takes dates as they are typed in Italy, once each, in order", () => {
    const form = { ...formOf(policy(), "it"), holidays: "07/12/2026; 6/1/2027, 2026-12-07" };
    expect(policyOf(form, ROME, "it").policy?.holidays).toEqual(["2026-12-07", "2027-01-06"]);
  });

  it("calls as many as the guide says, and no more than there are", () => {
    expect(calledFor(3000, policy(), 100)).toBe(12);
    expect(calledFor(3000, policy(), 5)).toBe(5);
  });

  it("knows a policy again", () => {
    expect(isSame(policy(), policy())).toBe(true);
    expect(isSame(policy(), policy({ holidays: ["2026-12-07"] }))).toBe(false);
  });
});
