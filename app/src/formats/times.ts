/** Times of the day, dates and ranges, in the words of a language and the clock of a zone. */
import { type Language, localeOf, NO_BREAK_SPACE, UNKNOWN } from "./language";
import { daysBetween, type Instant, startOfDay, toMillis, wallClock } from "./zones";

export type DateStyle = "short" | "long" | "weekday" | "month" | "numeric";

const OPTIONS: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  short: { day: "numeric", month: "short" },
  long: { day: "numeric", month: "long", year: "numeric" },
  weekday: { weekday: "short", day: "numeric", month: "short" },
  month: { month: "long", year: "numeric" },
  numeric: { day: "2-digit", month: "2-digit", year: "numeric" },
};

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(
  language: Language,
  timeZone: string,
  name: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${language}/${timeZone}/${name}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(localeOf(language), { ...options, timeZone });
  formatters.set(key, made);
  return made;
}

const twoDigits = (value: number) => String(value).padStart(2, "0");

/** "15:30", the same in both languages. */
export function formatTime(instant: Instant | null, timeZone: string): string {
  const millis = instant === null ? NaN : toMillis(instant);
  if (!Number.isFinite(millis)) return UNKNOWN;
  const { hour, minute } = wallClock(millis, timeZone);
  return `${twoDigits(hour)}:${twoDigits(minute)}`;
}

/** "30 Nov", "30 November 2026", "Mon, 30 Nov", "November 2026" or "30/11/2026". */
export function formatDate(
  instant: Instant | null,
  language: Language,
  timeZone: string,
  style: DateStyle = "short",
): string {
  const millis = instant === null ? NaN : toMillis(instant);
  if (!Number.isFinite(millis)) return UNKNOWN;
  return formatterOf(language, timeZone, style, OPTIONS[style]).format(new Date(millis));
}

const DAY_WORDS: Record<Language, Readonly<Record<-1 | 0 | 1, string>>> = {
  it: { [-1]: "ieri", 0: "oggi", 1: "domani" },
  en: { [-1]: "yesterday", 0: "today", 1: "tomorrow" },
};

/** "today", "yesterday", "tomorrow", or the date; with the year when it is another one. */
export function formatDay(
  instant: Instant,
  language: Language,
  timeZone: string,
  now: Instant = Date.now(),
): string {
  const millis = toMillis(instant);
  const reference = toMillis(now);
  if (!Number.isFinite(millis) || !Number.isFinite(reference)) return UNKNOWN;
  const days = daysBetween(reference, millis, timeZone);
  if (days === 0 || days === 1 || days === -1) return DAY_WORDS[language][days];
  const sameYear = wallClock(millis, timeZone).year === wallClock(reference, timeZone).year;
  return formatDate(millis, language, timeZone, sameYear ? "weekday" : "long");
}

/** "today 15:30", "30 Nov 15:30". */
export function formatDayTime(
  instant: Instant,
  language: Language,
  timeZone: string,
  now: Instant = Date.now(),
): string {
  const day = formatDay(instant, language, timeZone, now);
  return day === UNKNOWN ? UNKNOWN : `${day}${NO_BREAK_SPACE}${formatTime(instant, timeZone)}`;
}

/** "13:00–15:30"; of two days each with its own: "today 22:00 – tomorrow 01:00". */
export function formatTimeRange(
  from: Instant,
  to: Instant,
  language: Language,
  timeZone: string,
  now: Instant = Date.now(),
): string {
  const end = toMillis(to);
  const start = toMillis(from);
  if (!Number.isFinite(start) || !Number.isFinite(end)) return UNKNOWN;
  const sameDay = daysBetween(start, end, timeZone) === 0;
  if (sameDay) return `${formatTime(start, timeZone)}–${formatTime(end, timeZone)}`;
  if (end === startOfDay(start, timeZone, 1)) return `${formatTime(start, timeZone)}–24:00`;
  const words = [start, end].map((instant) => formatDayTime(instant, language, timeZone, now));
  return words.join(" – ");
}

/** "1–30 Nov" or "28 Nov – 2 Dec"; `to` is not part of it. */
export function formatDateRange(
  from: Instant,
  to: Instant,
  language: Language,
  timeZone: string,
): string {
  const start = toMillis(from);
  const last = toMillis(to) - 1;
  if (!Number.isFinite(start) || !Number.isFinite(last)) return UNKNOWN;
  if (daysBetween(start, last, timeZone) <= 0) return formatDate(start, language, timeZone);
  const [first, end] = [wallClock(start, timeZone), wallClock(last, timeZone)];
  const endWords = formatDate(last, language, timeZone);
  if (first.month === end.month && first.year === end.year) return `${first.day}–${endWords}`;
  return `${formatDate(start, language, timeZone)} – ${endWords}`;
}

/** "HH:MM" as typed ("9.30", "0930", "9"), or null. */
export function parseTime(typed: string): string | null {
  const match = /^(\d{1,2})[:.\s]?(\d{2})?$/.exec(typed.trim());
  if (match === null) return null;
  const hour = Number(match[1]);
  const minute = Number(match[2] ?? "0");
  return hour < 24 && minute < 60 ? `${twoDigits(hour)}:${twoDigits(minute)}` : null;
}

/** A typed date, "30/11/2026" or "2026-11-30", as "2026-11-30"; null when there is no such day. */
export function parseDate(typed: string): string | null {
  const text = typed.trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  const [year, month, day] = iso
    ? iso.slice(1).map(Number)
    : (local?.slice(1).map(Number).reverse() ?? []);
  if (year === undefined || month === undefined || day === undefined) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists && year >= 1000 ? `${year}-${twoDigits(month)}-${twoDigits(day)}` : null;
}
