/** What GSE pays for a month, as typed from its statement: in one line, or a line a plant. */
import { type PaidLine } from "@/api/queries/settlements";
import { type Language, parseNumber } from "@/formats";

export interface GseFields {
  readonly premiumEur: string;
  readonly valorizationEur: string;
  readonly sharedKWh: string;
}

export const EMPTY: GseFields = { premiumEur: "", valorizationEur: "", sharedKWh: "" };
export const LONGEST_NOTE = 200;
const MOST_EUR = 10_000_000;
const MOST_KWH = 1_000_000;

export type NumberName = keyof GseFields;
export type GseFaults = Partial<Record<NumberName, "number" | "missing">>;

/** The line to send, or what is wrong; one of the two sums is needed. `plant`: null for all. */
export function lineOf(
  fields: GseFields,
  plant: string | null,
  language: Language,
): { readonly line: PaidLine | null; readonly faults: GseFaults } {
  const faults: GseFaults = {};
  const read = (name: NumberName, least: number, most: number) => {
    if (fields[name].trim() === "") return null;
    const value = parseNumber(fields[name], language);
    if (value !== null && value >= least && value <= most) return value;
    faults[name] = "number";
    return null;
  };
  const premiumEur = read("premiumEur", -MOST_EUR, MOST_EUR);
  const valorizationEur = read("valorizationEur", -MOST_EUR, MOST_EUR);
  const sharedKWh = read("sharedKWh", 0, MOST_KWH);
  const isEmpty = fields.premiumEur.trim() === "" && fields.valorizationEur.trim() === "";
  if (isEmpty) faults.premiumEur = "missing";
  if (Object.keys(faults).length > 0) return { line: null, faults };
  return { line: { plant, premiumEur, valorizationEur, sharedKWh }, faults };
}

/** By the facility's id. */
export type Typed = Readonly<Record<string, GseFields>>;

export interface PlantLines {
  /** Null where anything is wrong. */
  readonly lines: readonly PaidLine[] | null;
  readonly faults: Readonly<Record<string, GseFaults>>;
}

/** A line for each plant of which anything is typed. */
export function plantLines(typed: Typed, language: Language): PlantLines {
  const given = Object.entries(typed).filter(([, fields]) =>
    Object.values(fields).some((value: string) => value.trim() !== ""),
  );
  const read = given.map(([id, fields]) => [id, lineOf(fields, id, language)] as const);
  const lines = read.flatMap(([, { line }]) => (line === null ? [] : [line]));
  return {
    lines: lines.length === given.length ? lines : null,
    faults: Object.fromEntries(read.map(([id, { faults }]) => [id, faults])),
  };
}

export const COLUMNS = [
  "plantColumn",
  "sharedColumn",
  "premiumColumn",
  "valorizationColumn",
] as const;
export type GseColumns = Readonly<Partial<Record<(typeof COLUMNS)[number], string>>>;

/** `CODE=facilityId` of all codes that are typed, by the facility's id. */
export function codesOf(typed: Readonly<Record<string, string>>): string[] {
  return Object.entries(typed).flatMap(([id, code]) =>
    code.trim() === "" ? [] : [`${code.trim()}=${id}`],
  );
}

/** Columns with a name. */
export function columnsOf(typed: GseColumns): GseColumns {
  return Object.fromEntries(Object.entries(typed).filter(([, name]) => name.trim() !== ""));
}

/** What a refusal says the file's columns are; null where it is about something else. */
export function columnsFound(detail: string): string | null {
  return /^the columns found are: (.+)$/s.exec(detail)?.[1] ?? null;
}
