import { monthAfter } from "@/formats";
import { HOUSE_ID, ROOF_ID } from "@/testing/registry";

import {
  decisionOf,
  type DistributionForm,
  formOf,
  isSamePolicy,
  needsNote,
  policyOf,
  startMonths,
  sumOfParts,
} from "../logic/distributionForm";
import { facilityRows, lastMonths, winnersOf } from "../logic/simulation";
import { simulation, version } from "../testing/builders";

const usual = version().policy;
const form = (shares: Partial<DistributionForm["shares"]> = {}, rest = {}): DistributionForm => {
  const begun = formOf(usual, "2026-12", "it");
  return { ...begun, shares: { ...begun.shares, ...shares }, ...rest };
};

describe("the distribution policy as a form", () => {
  it("reads what it has written", () => {
    const { policy } = policyOf(form(), "it");
    expect(policy && isSamePolicy(policy, usual)).toBe(true);
  });

  it("keeps thirds, which no whole per cent writes", () => {
    const third = 0.333333333;
    const parts = { equal: 0.333333334, consumption: third, production: third, coefficients: 0 };
    const read = policyOf(formOf({ ...usual, parts }, "2026-12", "it"), "it");
    expect(read.policy?.parts).toEqual(parts);
  });

  it("wants the parts to make a whole", () => {
    const { policy, faults } = policyOf(form({ consumption: "40" }), "it");
    expect(policy).toBeNull();
    expect(faults.sum).toBe(0.9);
    expect(sumOfParts(form({ consumption: "40,5", production: "59,5" }), "it")).toBe(1);
  });

  it("says which share is none, and that more cannot be kept than there is", () => {
    const { faults } = policyOf(form({ equal: "-1", fundsShare: "60", socialShare: "41" }), "it");
    expect(faults.shares).toEqual({ equal: "share", socialShare: "keptTooMuch" });
  });

  it("wants coefficients where a part is divided by them, as whole numbers", () => {
    const shares = { consumption: "0", coefficients: "50" };
    expect(policyOf(form(shares), "it").faults.noCoefficient).toBe(true);
    const half = form(shares, { coefficients: { [HOUSE_ID]: "1,5" } });
    expect(policyOf(half, "it").faults.coefficients).toEqual({ [HOUSE_ID]: "coefficient" });
    const whole = form(shares, { coefficients: { [HOUSE_ID]: "300", [ROOF_ID]: "" } });
    expect(policyOf(whole, "it").policy?.coefficients).toEqual({ [HOUSE_ID]: 300 });
  });

  it("forgets coefficients that divide nothing", () => {
    const idle = form({}, { coefficients: { [HOUSE_ID]: "no number" } });
    expect(policyOf(idle, "it").policy?.coefficients).toEqual({});
  });

  it("begins from a year back, with a reason, to two years ahead", () => {
    const months = startMonths("2026-11");
    expect(months[0]).toBe("2026-12");
    expect(months).toContain("2025-11");
    expect(months).toContain("2028-11");
    expect(months).not.toContain("2025-10");
    expect(needsNote("2026-11", "2026-11")).toBe(true);
    expect(needsNote("2026-12", "2026-11")).toBe(false);
  });

  it("is sent with its month and its reason", () => {
    const { policy } = policyOf(form(), "it");
    const decision = policy && decisionOf(policy, form({}, { note: " deciso " }));
    expect(decision).toMatchObject({ validFrom: "2026-12", note: "deciso" });
  });
});

describe("a simulation", () => {
  it("shows those that gain first", () => {
    const rows = facilityRows(simulation(), (id) => (id === HOUSE_ID ? "Casa" : "Tetto"));
    expect(rows.map(({ name, differenceEur }) => [name, differenceEur])).toEqual([
      ["Tetto", 1.5],
      ["Casa", -1.5],
    ]);
    expect(winnersOf(simulation())).toEqual({ more: 1, less: 1, same: 0 });
  });

  it("takes whole months, this one included, over the year's end", () => {
    expect(lastMonths(3, "2026-01")).toEqual({ from: "2025-11", to: "2026-01" });
    expect(monthAfter("2026-12", 1)).toBe("2027-01");
  });
});
