/** Whom to invite, and from when it counts. */
import { atWallClock, parseDate } from "@/formats";

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** The one id in what was pasted: alone, in a link, or in a sentence; null for none or several. */
export function idIn(pasted: string): string | null {
  const found = new Set((pasted.match(ID) ?? []).map((id) => id.toLowerCase()));
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

/** The begin of a typed day in the zone, as the API takes it; null when there is no such day. */
export function beginOf(typed: string, timeZone: string): string | null {
  const day = parseDate(typed);
  if (day === null) return null;
  const [year, month, date] = day.split("-").map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  return new Date(atWallClock(timeZone, year, month, date)).toISOString();
}
