/** Euro. Sums arrive as numbers or decimal strings, exact to the billionth; people see cents. */
import { type Language, localeOf, NO_BREAK_SPACE, UNKNOWN } from "./language";
import { formatNumber } from "./numbers";

/** A sum in euro: a number, or a decimal string such as "12.345678901". */
export type EuroSum = number | string;

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** Whole cents, rounded half away from zero on the decimal digits; null for what is no sum. */
export function toCents(sum: EuroSum | null | undefined): number | null {
  if (sum === null || sum === undefined) return null;
  const match = DECIMAL.exec(String(sum).trim());
  if (match === null) return null;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  if (whole === "" && fraction === "") return null;
  const cents = centsOf(whole, fraction, Number(exponent));
  if (!Number.isSafeInteger(cents)) return null;
  return sign === "-" && cents !== 0 ? -cents : cents;
}

function centsOf(whole: string, fraction: string, exponent: number): number {
  const digits = whole + fraction;
  const point = whole.length + exponent + 2;
  if (point < 0) return 0;
  const kept = digits.slice(0, point).padEnd(point, "0");
  const next = digits.charAt(point);
  return Number(kept === "" ? "0" : kept) + (next >= "5" && next <= "9" ? 1 : 0);
}

const formatters = new Map<Language, Intl.NumberFormat>();

function currencyOf(language: Language): Intl.NumberFormat {
  const known = formatters.get(language);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(localeOf(language), { style: "currency", currency: "EUR" });
  formatters.set(language, made);
  return made;
}

/** Whole cents as "€12.34" or "12,34 €". */
export function formatCents(cents: number | null, language: Language): string {
  if (cents === null || !Number.isFinite(cents)) return UNKNOWN;
  return currencyOf(language)
    .format(cents / 100)
    .replace("-", "\u2212");
}

/** A sum as "€12.34"; less than half a cent, but not nothing, is said to be less than a cent. */
export function formatEuro(sum: EuroSum | null | undefined, language: Language): string {
  const cents = toCents(sum);
  if (cents === 0 && Number(sum) > 0) return `<${NO_BREAK_SPACE}${formatCents(1, language)}`;
  return formatCents(cents, language);
}

/** A price of energy as "11.8 cent/kWh". */
export function formatPricePerKwh(
  eurPerKwh: EuroSum | null | undefined,
  language: Language,
): string {
  if (eurPerKwh === null || eurPerKwh === undefined) return UNKNOWN;
  const cents = Number(eurPerKwh) * 100;
  if (!Number.isFinite(cents)) return UNKNOWN;
  return `${formatNumber(cents, language, { max: 1 })}${NO_BREAK_SPACE}cent/kWh`;
}
