/** What GSE pays for a month, as typed from its statement. */
import { type PaidByGse } from "@/api/queries/settlements";
import { type Language, parseNumber } from "@/formats";

export interface GseForm {
  readonly premiumEur: string;
  readonly valorizationEur: string;
  readonly sharedKWh: string;
  readonly note: string;
}

export const EMPTY: GseForm = { premiumEur: "", valorizationEur: "", sharedKWh: "", note: "" };
export const LONGEST_NOTE = 200;
const MOST_EUR = 10_000_000;
const MOST_KWH = 1_000_000;

type NumberName = "premiumEur" | "valorizationEur" | "sharedKWh";
export type GseFaults = Partial<Record<NumberName, "number" | "missing">>;

/** The line to send, or what is wrong; one of the two sums is needed. */
export function lineOf(
  form: GseForm,
  month: string,
  language: Language,
): { readonly line: PaidByGse | null; readonly faults: GseFaults } {
  const faults: GseFaults = {};
  const read = (name: NumberName, least: number, most: number) => {
    if (form[name].trim() === "") return null;
    const value = parseNumber(form[name], language);
    if (value !== null && value >= least && value <= most) return value;
    faults[name] = "number";
    return null;
  };
  const premiumEur = read("premiumEur", -MOST_EUR, MOST_EUR);
  const valorizationEur = read("valorizationEur", -MOST_EUR, MOST_EUR);
  const sharedKWh = read("sharedKWh", 0, MOST_KWH);
  const isEmpty = form.premiumEur.trim() === "" && form.valorizationEur.trim() === "";
  if (isEmpty) faults.premiumEur = "missing";
  if (Object.keys(faults).length > 0) return { line: null, faults };
  return {
    line: { month, note: form.note.trim(), premiumEur, valorizationEur, sharedKWh },
    faults,
  };
}
