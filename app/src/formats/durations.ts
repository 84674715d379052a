/** How long something takes, and how long ago it was. */
import { type Language, NO_BREAK_SPACE, UNKNOWN } from "./language";
import { formatNumber } from "./numbers";

const DAY_S = 86_400;
const HOUR_S = 3600;

function days(count: number, language: Language): string {
  const one = language === "it" ? "giorno" : "day";
  const many = language === "it" ? "giorni" : "days";
  return `${formatNumber(count, language)}${NO_BREAK_SPACE}${count === 1 ? one : many}`;
}

/** "45 s", "12 min", "1 h 30 min", "3 days": two units at most, rounded to what is shown. */
export function formatDuration(seconds: number | null | undefined, language: Language): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds) || seconds < 0) {
    return UNKNOWN;
  }
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}${NO_BREAK_SPACE}s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return `${minutes}${NO_BREAK_SPACE}min`;
  if (whole >= 2 * DAY_S) return days(Math.round(whole / DAY_S), language);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const hourText = `${hours}${NO_BREAK_SPACE}h`;
  return rest === 0 ? hourText : `${hourText} ${rest}${NO_BREAK_SPACE}min`;
}

/** The largest whole unit of an age, rounded down: nothing is said to be older than it is. */
function wholeUnit(seconds: number, language: Language): string {
  if (seconds < 60) return `${Math.floor(seconds)}${NO_BREAK_SPACE}s`;
  if (seconds < HOUR_S) return `${Math.floor(seconds / 60)}${NO_BREAK_SPACE}min`;
  if (seconds < DAY_S) return `${Math.floor(seconds / HOUR_S)}${NO_BREAK_SPACE}h`;
  return days(Math.floor(seconds / DAY_S), language);
}

/** "12 s ago" / "12 s fa"; a time that is still to come is "now". */
export function formatAge(seconds: number | null | undefined, language: Language): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return UNKNOWN;
  if (seconds < 1) return language === "it" ? "adesso" : "now";
  const amount = wholeUnit(seconds, language);
  return language === "it" ? `${amount} fa` : `${amount} ago`;
}

/** "in 12 min" / "tra 12 min". */
export function formatUntil(seconds: number | null | undefined, language: Language): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return UNKNOWN;
  if (seconds < 1) return language === "it" ? "adesso" : "now";
  const amount = formatDuration(seconds, language);
  return language === "it" ? `tra ${amount}` : `in ${amount}`;
}

/** After how many seconds the words of an age should be made anew: rarely, to spare the battery. */
export function secondsToNextAge(seconds: number): number {
  if (!Number.isFinite(seconds) || seconds < 0) return 5;
  if (seconds < 60) return Math.min(5, 60 - Math.floor(seconds));
  if (seconds < HOUR_S) return 60 - (Math.floor(seconds) % 60);
  return HOUR_S - (Math.floor(seconds) % HOUR_S);
}
