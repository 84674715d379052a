/** What a representative states about a community: entering it, and what is wrong with it. */
import {
  type Community,
  type CommunitySettings,
  type NewCommunity,
} from "@/api/queries/communities";
import { type Facility } from "@/api/queries/facilities";
import { type FieldProblem } from "@/api/problems";
import { fieldProblemText, type Texts } from "@/texts";

import { zoneOfRegion } from "./marketZones";

export interface CommunityForm {
  readonly name: string;
  readonly primarySubstationCode: string;
  readonly marketZone: string;
}

export type FormField = keyof CommunityForm;
export type FormErrors = Partial<Record<FormField, string>>;

export const EMPTY_FORM: CommunityForm = { name: "", primarySubstationCode: "", marketZone: "" };
export const LONGEST_NAME = 200;
export const LONGEST_CODE = 64;

const FIELDS: readonly FormField[] = ["name", "primarySubstationCode", "marketZone"];
/** How GSE's list of conventional areas writes a primary substation's code. */
const USUAL_CODE = /^AC\d{3}E\d{5}$/;

/** As it is compared: the registry takes two ways of writing for two substations. */
export function substationCode(typed: string): string {
  return typed.replace(/\s+/g, "").toUpperCase();
}

export function isUsualCode(typed: string): boolean {
  return USUAL_CODE.test(substationCode(typed));
}

export function missingIn(form: CommunityForm, texts: Texts): FormErrors {
  const words = texts.representative.form;
  return {
    ...(form.name.trim() === "" && { name: words.nameMissing }),
    ...(substationCode(form.primarySubstationCode) === "" && {
      primarySubstationCode: words.substationMissing,
    }),
    ...(form.marketZone === "" && { marketZone: words.zoneMissing }),
  };
}

/** What the server says of fields, at the fields; what it says of others is not lost: null. */
export function refusedIn(fields: readonly FieldProblem[], texts: Texts): FormErrors | null {
  const known = fields.flatMap((problem) => {
    const field = FIELDS.find((name) => name === problem.field.split(".")[0]);
    return field === undefined ? [] : [[field, fieldProblemText(texts, problem)] as const];
  });
  return known.length === 0 ? null : Object.fromEntries(known);
}

export function settingsOf(form: CommunityForm): NewCommunity {
  return {
    name: form.name.trim(),
    primarySubstationCode: substationCode(form.primarySubstationCode),
    marketZone: form.marketZone,
  };
}

/** The same community under other words: PUT replaces everything, so the policy goes along. */
export function changedSettings(form: CommunityForm, community: Community): CommunitySettings {
  return { ...settingsOf(form), surplusPolicy: community.surplusPolicy };
}

export function formOf(community: Community): CommunityForm {
  const { name, primarySubstationCode, marketZone } = community;
  return { name, primarySubstationCode, marketZone };
}

export function isChanged(form: CommunityForm, community: Community): boolean {
  const before = formOf(community);
  const after = settingsOf(form);
  return FIELDS.some((field) => after[field] !== before[field]);
}

export interface Suggestion {
  readonly code: string;
  readonly zone: string | null;
  /** Whose facilities are under it. */
  readonly facilityNames: readonly string[];
}

/** Substations of the founder's own facilities, those with most of them first. */
export function suggestionsFrom(facilities: readonly Facility[]): readonly Suggestion[] {
  const byCode = new Map<string, Facility[]>();
  for (const facility of facilities) {
    if (facility.role !== "owner") continue;
    const code = substationCode(facility.primarySubstationCode);
    byCode.set(code, [...(byCode.get(code) ?? []), facility]);
  }
  return [...byCode]
    .map(([code, under]) => ({
      code,
      zone: under.map(({ region }) => zoneOfRegion(region)).find((zone) => zone !== null) ?? null,
      facilityNames: under.map(({ name }) => name),
    }))
    .sort((one, other) => other.facilityNames.length - one.facilityNames.length);
}

export function withSuggestion(form: CommunityForm, suggestion: Suggestion): CommunityForm {
  return {
    ...form,
    primarySubstationCode: suggestion.code,
    marketZone: suggestion.zone ?? form.marketZone,
  };
}
