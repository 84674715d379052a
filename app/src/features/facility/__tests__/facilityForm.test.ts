import {
  bodyOf,
  draftOf,
  EMPTY_DRAFT,
  firstStepWith,
  problemsOf,
  serverProblems,
  stepsOf,
  type FacilityDraft,
} from "../logic/facilityForm";
import { regionOf } from "../logic/regions";
import { facilityOf } from "../testing/samples";

const TODAY = "2026-11-30";
const OLGA: FacilityDraft = {
  ...EMPTY_DRAFT,
  name: " Casa Olga ",
  region: "Piemonte",
  primarySubstationCode: "ac001e00001",
  memberType: "self-consumer",
  meterKind: "GEMIS",
  maxConsumptionKw: "3,3",
  maxProductionKw: "6",
  commissionedOn: "04/05/2023",
};

test("what is typed becomes what is sent, in W and ISO dates (FR5.1)", () => {
  expect(problemsOf(OLGA, "it", TODAY)).toEqual({});
  expect(bodyOf(OLGA, "it")).toMatchObject({
    name: "Casa Olga",
    primarySubstationCode: "AC001E00001",
    maxConsumptionW: 3300,
    maxProductionW: 6000,
    commissionedOn: "2023-05-04",
    transformationConstant: 1,
    incentivesReduction: 0,
    storageEfficiency: null,
  });
});

test("each field that is missing is named (FR5.3)", () => {
  expect(Object.keys(problemsOf(EMPTY_DRAFT, "en", TODAY)).sort()).toEqual([
    "commissionedOn",
    "maxConsumptionKw",
    "maxProductionKw",
    "memberType",
    "meterKind",
    "name",
    "primarySubstationCode",
    "region",
  ]);
});

test.each([
  [{ maxConsumptionKw: "tre" }, { maxConsumptionKw: "noNumber" }],
  [{ maxConsumptionKw: "-3" }, { maxConsumptionKw: "negative" }],
  [{ commissionedOn: "31/02/2023" }, { commissionedOn: "noDate" }],
  [{ commissionedOn: "01/12/2026" }, { commissionedOn: "future" }],
  [
    { meterKind: "GESIS" as const, transformationConstant: "1" },
    { transformationConstant: "constantTooSmall" },
  ],
  [{ incentivesReduction: "140" }, { incentivesReduction: "noPercent" }],
])("%j", (change, problems) => {
  expect(problemsOf({ ...OLGA, ...change }, "it", TODAY)).toEqual(problems);
});

test("who only consumes is not asked about a plant, and sends none", () => {
  const consumer: FacilityDraft = { ...OLGA, memberType: "consumer", maxProductionKw: "x" };
  expect(stepsOf(consumer)).not.toContain("plant");
  expect(problemsOf(consumer, "it", TODAY)).toEqual({});
  expect(bodyOf(consumer, "it")).toMatchObject({ maxProductionW: 0, commissionedOn: null });
});

test("what the server says stands at the field, and at its step", () => {
  const found = serverProblems([
    { field: "maxProductionW", code: "out_of_range", message: "" },
    { field: "body.region", code: "string_too_long", message: "" },
    { field: "unknown", code: "x", message: "" },
  ]);
  expect(Object.keys(found)).toEqual(["maxProductionKw", "region"]);
  expect(firstStepWith(OLGA, found)).toBe("place");
  expect(firstStepWith(OLGA, { maxProductionKw: "noNumber" })).toBe("plant");
  expect(firstStepWith(OLGA, {})).toBeNull();
});

test.each(["it", "en"] as const)(
  "a facility comes back from its form unchanged (%s)",
  (language) => {
    const facility = facilityOf({
      meterKind: "GESIS",
      transformationConstant: 60,
      maxConsumptionW: 1_234_500,
      incentivesReduction: 0.4,
      storageEfficiency: 0.885,
      commissionedOn: "2023-05-04",
    });
    const draft = draftOf(facility, language);
    expect(problemsOf(draft, language, TODAY)).toEqual({});
    expect(facility).toMatchObject(bodyOf(draft, language));
  },
);

test("regions are found however they are written", () => {
  expect(regionOf("valle d’aosta")).toBe("Valle d'Aosta");
  expect(regionOf("Atlantide")).toBeNull();
});
