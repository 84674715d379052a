/** How money is divided, as a form: shares in per cent, coefficients as whole numbers. */
import {
  type Criterion,
  type Decision,
  type DistributionPolicy,
  type ExcessTo,
} from "@/api/queries/rules";
import { formatNumber, type Language, monthAfter, parseNumber } from "@/formats";

export const CRITERIA = [
  "consumption",
  "production",
  "equal",
  "coefficients",
] as const satisfies readonly Criterion[];
export const KEPT = ["fundsShare", "socialShare"] as const;
export type ShareName = Criterion | (typeof KEPT)[number];
const SHARES: readonly ShareName[] = [...CRITERIA, ...KEPT];

export const LARGEST_COEFFICIENT = 1_000_000;
export const LONGEST_NOTE = 1000;
export const MONTHS_BACK = 12;
export const MONTHS_AHEAD = 24;

export interface DistributionForm {
  /** Per cent, as typed. */
  readonly shares: Readonly<Record<ShareName, string>>;
  readonly excessTo: ExcessTo;
  /** As typed, by facility. */
  readonly coefficients: Readonly<Record<string, string>>;
  /** First month it counts for, "2026-12". */
  readonly validFrom: string;
  readonly note: string;
}

type Policy = Pick<DistributionPolicy, "parts" | "fundsShare" | "socialShare" | "excessTo"> & {
  readonly coefficients?: Readonly<Record<string, number>>;
};

export function formOf(policy: Policy, validFrom: string, language: Language): DistributionForm {
  const { parts, fundsShare, socialShare, excessTo, coefficients = {} } = policy;
  const shares: Record<ShareName, number> = { ...parts, fundsShare, socialShare };
  const typed = (share: number) => formatNumber(share * 100, language, { max: 7 });
  return {
    shares: {
      equal: typed(shares.equal),
      consumption: typed(shares.consumption),
      production: typed(shares.production),
      coefficients: typed(shares.coefficients),
      fundsShare: typed(shares.fundsShare),
      socialShare: typed(shares.socialShare),
    },
    excessTo,
    coefficients: Object.fromEntries(
      Object.entries(coefficients).map(([id, weight]) => [id, formatNumber(weight, language)]),
    ),
    validFrom,
    note: "",
  };
}

export type Fault = "share" | "keptTooMuch" | "coefficient";

export interface DistributionFaults {
  readonly shares: Partial<Record<ShareName, Fault>>;
  readonly coefficients: Readonly<Record<string, Fault>>;
  /** No facility has a coefficient, though a part is divided by them. */
  readonly noCoefficient: boolean;
  /** What the four parts make instead of 1; null where they do. */
  readonly sum: number | null;
}

const PARTS_PER_BILLION = 1e9;

/** The share in billionths, as the service counts; null where it is none. */
function billionths(typed: string, language: Language): number | null {
  const percent = parseNumber(typed === "" ? "0" : typed, language);
  if (percent === null || percent < 0 || percent > 100) return null;
  return Math.round((percent / 100) * PARTS_PER_BILLION);
}

/** What the parts sum to, 1 where it is all; null while one of them is no share. */
export function sumOfParts(form: DistributionForm, language: Language): number | null {
  let sum = 0;
  for (const name of CRITERIA) {
    const part = billionths(form.shares[name], language);
    if (part === null) return null;
    sum += part;
  }
  return sum / PARTS_PER_BILLION;
}

export interface Read {
  /** Null while something in it is wrong. */
  readonly policy: DistributionPolicy | null;
  /** What has to be mended before it can be tried. */
  readonly faults: DistributionFaults;
}

export function policyOf(form: DistributionForm, language: Language): Read {
  const shares: Partial<Record<ShareName, Fault>> = {};
  const values: Partial<Record<ShareName, number>> = {};
  for (const name of SHARES) {
    const part = billionths(form.shares[name], language);
    if (part === null) shares[name] = "share";
    else values[name] = part / PARTS_PER_BILLION;
  }
  const share = (name: ShareName) => values[name] ?? 0;
  if (share("fundsShare") + share("socialShare") > 1 + 1e-12) shares.socialShare = "keptTooMuch";
  const sum = sumOfParts(form, language);
  const isByCoefficients = share("coefficients") > 0;
  const read = isByCoefficients ? coefficientsOf(form, language) : { weights: {}, faults: {} };
  const noCoefficient = isByCoefficients && Object.keys(read.weights).length === 0;
  const faults: DistributionFaults = {
    shares,
    coefficients: read.faults,
    noCoefficient,
    sum: sum === null || sum === 1 ? null : sum,
  };
  if (isFaulty(faults)) return { policy: null, faults };
  const policy: DistributionPolicy = {
    parts: {
      equal: share("equal"),
      consumption: share("consumption"),
      production: share("production"),
      coefficients: share("coefficients"),
    },
    fundsShare: share("fundsShare"),
    socialShare: share("socialShare"),
    coefficients: read.weights,
    excessTo: form.excessTo,
  };
  return { policy, faults };
}

function isFaulty({ shares, coefficients, noCoefficient, sum }: DistributionFaults): boolean {
  const wrong = Object.keys(shares).length + Object.keys(coefficients).length;
  return wrong > 0 || noCoefficient || sum !== null;
}

function coefficientsOf({ coefficients }: DistributionForm, language: Language) {
  const weights: Record<string, number> = {};
  const faults: Record<string, Fault> = {};
  for (const [facilityId, typed] of Object.entries(coefficients)) {
    if (typed.trim() === "") continue;
    const weight = parseNumber(typed, language);
    const isFine = weight !== null && Number.isInteger(weight) && weight >= 0;
    if (!isFine || weight > LARGEST_COEFFICIENT) faults[facilityId] = "coefficient";
    else if (weight > 0) weights[facilityId] = weight;
  }
  return { weights, faults };
}

/** Months that a decision may begin with, the next one first, then later ones, then past ones. */
export function startMonths(thisMonth: string): readonly string[] {
  const ahead = Array.from({ length: MONTHS_AHEAD }, (_, index) =>
    monthAfter(thisMonth, index + 1),
  );
  const back = Array.from({ length: MONTHS_BACK + 1 }, (_, index) => monthAfter(thisMonth, -index));
  return [...ahead, ...back];
}

/** Of months that have begun, members are told why. */
export function needsNote(validFrom: string, thisMonth: string): boolean {
  return validFrom <= thisMonth;
}

export function decisionOf(policy: DistributionPolicy, form: DistributionForm): Decision {
  return { ...policy, validFrom: form.validFrom, note: form.note.trim() };
}

/** Whether nothing would be divided otherwise. */
export function isSamePolicy(one: Policy, other: Policy): boolean {
  return canonical(one) === canonical(other);
}

function canonical({
  parts,
  fundsShare,
  socialShare,
  excessTo,
  coefficients = {},
}: Policy): string {
  const weights = parts.coefficients > 0 ? Object.entries(coefficients).sort() : [];
  const shares = CRITERIA.map((criterion) => parts[criterion]);
  return JSON.stringify([...shares, fundsShare, socialShare, excessTo, weights]);
}
