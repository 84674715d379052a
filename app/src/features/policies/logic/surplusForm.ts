/** When members are told, as a form: every setting with the unit people think in. */
import { type SurplusPolicy } from "@/api/queries/rules";
import { formatNumber, type Language, parseDate, parseNumber, parseTime } from "@/formats";

interface NumberField {
  /** How much of what is stored makes one of what is typed. */
  readonly per: number;
  readonly unit: "W" | "%" | "min" | "h";
  /** As typed. */
  readonly least: number;
  readonly most: number;
  readonly isWhole?: boolean;
}

/** Limits of the service, in the units of the form. */
export const NUMBER_FIELDS = {
  thresholdW: { per: 1, unit: "W", least: 0, most: 1e9 },
  thresholdRatio: { per: 0.01, unit: "%", least: 0, most: 100 },
  minimumDurationS: { per: 60, unit: "min", least: 0, most: 1440 },
  cooldownS: { per: 3600, unit: "h", least: 0, most: 720 },
  wattsPerMember: { per: 1, unit: "W", least: 1, most: 1e9 },
  responseRatio: { per: 0.01, unit: "%", least: 1, most: 100 },
  holdOutRatio: { per: 0.01, unit: "%", least: 0, most: 50 },
  endRatio: { per: 0.01, unit: "%", least: 0, most: 100 },
  minimumFreshRatio: { per: 0.01, unit: "%", least: 0, most: 100 },
  maximumAgeS: { per: 60, unit: "min", least: 1, most: 1440 },
} as const satisfies Partial<Record<keyof SurplusPolicy, NumberField>>;

export type NumberName = keyof typeof NUMBER_FIELDS;
export const NUMBER_NAMES = Object.keys(NUMBER_FIELDS) as readonly NumberName[];
export const MOST_HOLIDAYS = 60;

export interface SurplusForm extends Record<NumberName, string> {
  readonly quietFrom: string;
  readonly quietTo: string;
  readonly quietOnHolidays: boolean;
  /** Dates, separated by commas. */
  readonly holidays: string;
}

/** What the service takes when nothing is decided. */
export const USUAL: Omit<SurplusPolicy, "timeZone"> = {
  thresholdW: 1000,
  thresholdRatio: 0.1,
  endRatio: 0.5,
  minimumDurationS: 600,
  cooldownS: 14_400,
  maximumAgeS: 900,
  minimumFreshRatio: 0.7,
  quietFrom: "21:00",
  quietTo: "08:00",
  quietOnHolidays: false,
  holidays: [],
  holdOutRatio: 0,
  wattsPerMember: 1000,
  responseRatio: 0.25,
};

export function formOf(policy: Omit<SurplusPolicy, "timeZone">, language: Language): SurplusForm {
  const typed = (name: NumberName) =>
    formatNumber(policy[name] / NUMBER_FIELDS[name].per, language, { max: 2 });
  const numbers = Object.fromEntries(NUMBER_NAMES.map((name) => [name, typed(name)]));
  return {
    // Object.fromEntries forgets its keys.
    ...(numbers as Record<NumberName, string>),
    quietFrom: policy.quietFrom,
    quietTo: policy.quietTo,
    quietOnHolidays: policy.quietOnHolidays,
    holidays: policy.holidays.map((day) => dateTyped(day, language)).join(", "),
  };
}

function dateTyped(day: string, language: Language): string {
  return language === "it" ? day.split("-").reverse().join("/") : day;
}

export type Fault =
  | { readonly kind: "number" }
  | { readonly kind: "range"; readonly least: number; readonly most: number }
  | { readonly kind: "time" }
  | { readonly kind: "date" }
  | { readonly kind: "tooMany" };

export type SurplusFaults = Partial<Record<keyof SurplusForm, Fault>>;

export type Read =
  | { readonly policy: SurplusPolicy; readonly faults?: undefined }
  | { readonly policy?: undefined; readonly faults: SurplusFaults };

/** The policy that is typed, or what is wrong with it, by field. */
export function policyOf(form: SurplusForm, timeZone: string, language: Language): Read {
  const faults: SurplusFaults = {};
  const numbers: Partial<Record<NumberName, number>> = {};
  for (const name of NUMBER_NAMES) {
    const read = readNumber(name, form[name], language);
    if (typeof read === "number") numbers[name] = read;
    else faults[name] = read;
  }
  const quietFrom = parseTime(form.quietFrom);
  const quietTo = parseTime(form.quietTo);
  if (quietFrom === null) faults.quietFrom = { kind: "time" };
  if (quietTo === null) faults.quietTo = { kind: "time" };
  const holidays = datesOf(form.holidays);
  if (holidays === null) faults.holidays = { kind: "date" };
  else if (holidays.length > MOST_HOLIDAYS) faults.holidays = { kind: "tooMany" };
  const isComplete = Object.keys(faults).length === 0;
  if (!isComplete || quietFrom === null || quietTo === null || holidays === null) return { faults };
  return {
    policy: {
      // No fault: every one was read.
      ...(numbers as Record<NumberName, number>),
      quietFrom,
      quietTo,
      quietOnHolidays: form.quietOnHolidays,
      holidays: [...holidays],
      timeZone,
    },
  };
}

function readNumber(name: NumberName, typed: string, language: Language): number | Fault {
  const { per, unit, least, most } = NUMBER_FIELDS[name];
  const value = parseNumber(typed, language);
  if (value === null) return { kind: "number" };
  if (value < least || value > most) return { kind: "range", least, most };
  const stored = value * per;
  // Durations are whole seconds; a share of 7 % is 0.07 and not 0.07000000000000001.
  return unit === "min" || unit === "h" ? Math.round(stored) : Number(stored.toPrecision(12));
}

function datesOf(typed: string): readonly string[] | null {
  const parts = typed.split(/[,;\n]/).map((part) => part.trim());
  const dates = parts.filter((part) => part !== "").map(parseDate);
  return dates.every((day) => day !== null) ? [...new Set(dates)].sort() : null;
}

/** How many members are called for so much excess, of as many as there are. */
export function calledFor(excessW: number, policy: SurplusPolicy, members: number): number {
  const wanted = Math.ceil(excessW / policy.wattsPerMember / policy.responseRatio - 1e-9);
  return Math.min(Math.max(wanted, 0), members);
}

export function isSame(one: SurplusPolicy, other: SurplusPolicy): boolean {
  const names = Object.keys(one) as readonly (keyof SurplusPolicy)[];
  return names.every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]));
}

/** The same time twice: nobody is ever left in peace by the community's own hours. */
export function hasQuietHours({ quietFrom, quietTo }: SurplusPolicy): boolean {
  return quietFrom !== quietTo;
}
