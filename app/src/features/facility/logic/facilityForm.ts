/** The form of a facility: what is typed, what is sent, and what is wrong with it. */
import { type Facility, type FacilitySettings } from "@/api/queries/facilities";
import { type FieldProblem } from "@/api/problems";
import { formatNumber, parseDate, parseNumber, type Language } from "@/formats";

import { regionOf } from "./regions";

export interface FacilityDraft {
  readonly name: string;
  readonly region: string | null;
  readonly primarySubstationCode: string;
  readonly memberType: FacilitySettings["memberType"] | null;
  readonly ownerKind: FacilitySettings["ownerKind"];
  readonly meterKind: FacilitySettings["meterKind"] | null;
  /** K of a GESIS, as typed. */
  readonly transformationConstant: string;
  /** In kW, as typed: people know it so from their bill. */
  readonly maxConsumptionKw: string;
  readonly maxProductionKw: string;
  readonly commissionedOn: string;
  readonly plantSource: FacilitySettings["plantSource"];
  readonly regionalBonus: boolean;
  /** In percent, as typed; empty is none. */
  readonly incentivesReduction: string;
  /** In percent, as typed; empty is no storage. */
  readonly storageEfficiency: string;
}

export const EMPTY_DRAFT: FacilityDraft = {
  name: "",
  region: null,
  primarySubstationCode: "",
  memberType: null,
  ownerKind: "natural-person",
  meterKind: null,
  transformationConstant: "",
  maxConsumptionKw: "",
  maxProductionKw: "",
  commissionedOn: "",
  plantSource: "photovoltaic",
  regionalBonus: true,
  incentivesReduction: "",
  storageEfficiency: "",
};

export type DraftField = keyof FacilityDraft;

/** What is wrong with a field, as a name of words. */
export type DraftProblem =
  "missing" | "noNumber" | "negative" | "noDate" | "future" | "constantTooSmall" | "noPercent";

export type DraftProblems = Partial<Record<DraftField, DraftProblem>>;

export const STEPS = ["place", "role", "supply", "plant"] as const;
export type Step = (typeof STEPS)[number];

/** Which fields a step asks for, in their order. */
export const FIELDS_OF: Readonly<Record<Step, readonly DraftField[]>> = {
  place: ["name", "region", "primarySubstationCode"],
  role: ["memberType", "ownerKind"],
  supply: ["maxConsumptionKw", "meterKind", "transformationConstant", "storageEfficiency"],
  plant: [
    "maxProductionKw",
    "commissionedOn",
    "plantSource",
    "regionalBonus",
    "incentivesReduction",
  ],
};

/** The steps of a draft: who only consumes is not asked about a plant. */
export function stepsOf({ memberType }: FacilityDraft): readonly Step[] {
  return memberType === "consumer" ? STEPS.filter((step) => step !== "plant") : STEPS;
}

export function draftOf(facility: Facility, language: Language): FacilityDraft {
  const percent = (share: number | null) =>
    share === null || share === 0 ? "" : typed(share * 100, language);
  return {
    ...EMPTY_DRAFT,
    name: facility.name,
    region: regionOf(facility.region) ?? facility.region,
    primarySubstationCode: facility.primarySubstationCode,
    memberType: facility.memberType,
    ownerKind: facility.ownerKind,
    meterKind: facility.meterKind,
    transformationConstant:
      facility.meterKind === "GESIS" ? typed(facility.transformationConstant, language) : "",
    maxConsumptionKw: typed(facility.maxConsumptionW / 1000, language),
    maxProductionKw:
      facility.maxProductionW === 0 ? "" : typed(facility.maxProductionW / 1000, language),
    commissionedOn: typedDate(facility.commissionedOn),
    plantSource: facility.plantSource,
    regionalBonus: facility.regionalBonus,
    incentivesReduction: percent(facility.incentivesReduction),
    storageEfficiency: percent(facility.storageEfficiency),
  };
}

function typed(value: number, language: Language): string {
  // Without marks between thousands: a field is for typing.
  return formatNumber(value, language, { max: 3 }).replace(language === "it" ? /\./g : /,/g, "");
}

/** As people write it; `parseDate` reads it back. */
function typedDate(date: string | null): string {
  return (date ?? "").split("-").reverse().join("/");
}

/** What the reader can be told before anything is sent. */
export function problemsOf(draft: FacilityDraft, language: Language, today: string): DraftProblems {
  const problems: DraftProblems = {};
  const note = (field: DraftField, problem: DraftProblem | null) => {
    if (problem !== null) problems[field] = problem;
  };
  for (const field of ["name", "region", "primarySubstationCode"] as const) {
    note(field, (draft[field] ?? "").trim() === "" ? "missing" : null);
  }
  for (const field of ["memberType", "meterKind"] as const) {
    note(field, draft[field] === null ? "missing" : null);
  }
  note("maxConsumptionKw", numberProblem(draft.maxConsumptionKw, language));
  if (draft.meterKind === "GESIS") {
    note("transformationConstant", constantProblem(draft.transformationConstant, language));
  }
  note("storageEfficiency", percentProblem(draft.storageEfficiency, language));
  if (draft.memberType !== "consumer") {
    note("maxProductionKw", numberProblem(draft.maxProductionKw, language));
    note("commissionedOn", dateProblem(draft.commissionedOn, today));
    note("incentivesReduction", percentProblem(draft.incentivesReduction, language));
  }
  return problems;
}

function numberProblem(text: string, language: Language): DraftProblem | null {
  if (text.trim() === "") return "missing";
  const value = parseNumber(text, language);
  if (value === null) return "noNumber";
  return value < 0 ? "negative" : null;
}

function constantProblem(text: string, language: Language): DraftProblem | null {
  const problem = numberProblem(text, language);
  if (problem !== null) return problem;
  return (parseNumber(text, language) ?? 0) > 1 ? null : "constantTooSmall";
}

function percentProblem(text: string, language: Language): DraftProblem | null {
  if (text.trim() === "") return null;
  const value = parseNumber(text, language);
  return value === null || value < 0 || value > 100 ? "noPercent" : null;
}

function dateProblem(text: string, today: string): DraftProblem | null {
  if (text.trim() === "") return "missing";
  const date = parseDate(text);
  if (date === null) return "noDate";
  return date > today ? "future" : null;
}

/** What is sent; ask `problemsOf` first. */
export function bodyOf(draft: FacilityDraft, language: Language): FacilitySettings {
  const number = (text: string) => parseNumber(text, language) ?? 0;
  const hasPlant = draft.memberType !== "consumer";
  const storage = number(draft.storageEfficiency);
  return {
    name: draft.name.trim(),
    region: draft.region ?? "",
    primarySubstationCode: draft.primarySubstationCode.trim().toUpperCase(),
    memberType: draft.memberType ?? "consumer",
    ownerKind: draft.ownerKind,
    meterKind: draft.meterKind ?? "GEMIS",
    transformationConstant: draft.meterKind === "GESIS" ? number(draft.transformationConstant) : 1,
    maxConsumptionW: Math.round(number(draft.maxConsumptionKw) * 1000),
    maxProductionW: hasPlant ? Math.round(number(draft.maxProductionKw) * 1000) : 0,
    commissionedOn: hasPlant ? parseDate(draft.commissionedOn) : null,
    plantSource: draft.plantSource,
    regionalBonus: draft.regionalBonus,
    incentivesReduction: hasPlant ? number(draft.incentivesReduction) / 100 : 0,
    storageEfficiency: storage > 0 ? storage / 100 : null,
  };
}

const FIELD_OF_BODY: Readonly<Record<string, DraftField>> = {
  maxConsumptionW: "maxConsumptionKw",
  maxProductionW: "maxProductionKw",
};

/** What the server says of a field, at the field of the form; the rest by its own name. */
export function serverProblems(
  problems: readonly FieldProblem[],
): Partial<Record<DraftField, FieldProblem>> {
  const found: Partial<Record<DraftField, FieldProblem>> = {};
  for (const problem of problems) {
    const name = problem.field.split(".").at(-1) ?? "";
    const field = FIELD_OF_BODY[name] ?? (isField(name) ? name : undefined);
    if (field !== undefined) found[field] ??= problem;
  }
  return found;
}

function isField(name: string): name is DraftField {
  return name in EMPTY_DRAFT;
}

/** The first step that has a field with a problem; null when none has. */
export function firstStepWith(
  draft: FacilityDraft,
  problems: Partial<Record<DraftField, unknown>>,
): Step | null {
  return stepsOf(draft).find((step) => FIELDS_OF[step].some((field) => field in problems)) ?? null;
}
