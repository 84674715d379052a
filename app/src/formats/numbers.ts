/** Numbers and percents. Of Intl only what every Hermes has: NumberFormat.format with digits. */
import { type Language, localeOf, NO_BREAK_SPACE, UNKNOWN } from "./language";

export interface Digits {
  readonly min?: number;
  readonly max?: number;
}

const formatters = new Map<string, Intl.NumberFormat>();

function formatterOf(language: Language, min: number, max: number): Intl.NumberFormat {
  const key = `${language}/${min}/${max}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(localeOf(language), {
    minimumFractionDigits: min,
    maximumFractionDigits: max,
  });
  formatters.set(key, made);
  return made;
}

/** Rounds half away from zero, to `digits` decimals. The result is never -0. */
export function roundTo(value: number, digits: number): number {
  const factor = 10 ** digits;
  const rounded = (Math.sign(value) * Math.round(Math.abs(value) * factor + 1e-9)) / factor;
  return rounded === 0 ? 0 : rounded;
}

/** "12,345.6"; {@link UNKNOWN} for what is no finite number. The sign is a true minus. */
export function formatNumber(
  value: number | null | undefined,
  language: Language,
  digits: Digits = {},
): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return UNKNOWN;
  const max = digits.max ?? Math.max(digits.min ?? 0, 0);
  const rounded = roundTo(value, max);
  return formatterOf(language, digits.min ?? 0, max)
    .format(rounded)
    .replace("-", "\u2212");
}

/** A share between 0 and 1 as "42%"; what is neither all nor nothing is never shown as such. */
export function formatPercent(
  share: number | null | undefined,
  language: Language,
  digits = 0,
): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return UNKNOWN;
  const step = 10 ** -digits;
  const percent = share * 100;
  if (percent > 0 && percent < step / 2) {
    return `<${NO_BREAK_SPACE}${formatNumber(step, language, { max: digits })}%`;
  }
  const almost = percent < 100 && roundTo(percent, digits) >= 100;
  const shown = almost ? 100 - step : percent;
  return `${formatNumber(shown, language, { max: digits })}%`;
}

/**
 * What a person typed as a number, with a comma or a point: "3,5", "1.234,5", "12 000".
 * A single separator followed by exactly three digits is taken by the habit of the language.
 * Null when it is no number.
 */
export function parseNumber(typed: string, language: Language): number | null {
  const compact = typed
    .trim()
    .replace(/[\s\u00A0\u202F'’]/g, "")
    .replace("\u2212", "-");
  if (!/^[+-]?[\d.,]*\d[.,]?$/.test(compact)) return null;
  const decimal = decimalMarkOf(compact, language);
  const grouping = decimal === "," ? "." : ",";
  const plain = compact.split(grouping).join("").replace(decimal, ".");
  if (!/^[+-]?\d*\.?\d*$/.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

function decimalMarkOf(typed: string, language: Language): "," | "." {
  const habit = language === "it" ? "," : ".";
  const comma = typed.lastIndexOf(",");
  const point = typed.lastIndexOf(".");
  if (comma >= 0 && point >= 0) return comma > point ? "," : ".";
  if (comma < 0 && point < 0) return habit;
  const mark = comma >= 0 ? "," : ".";
  const parts = typed.split(mark);
  if (parts.length > 2) return mark === "," ? "." : ",";
  const looksGrouped = (parts[1] ?? "").length === 3 && /^[+-]?[1-9]\d{0,2}$/.test(parts[0] ?? "");
  return looksGrouped ? habit : mark;
}
