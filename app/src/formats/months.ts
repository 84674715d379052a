/** Months of a zone's calendar, written "2026-11" as the services take them. */
import { atWallClock, wallClock } from "./zones";

/** The month of an instant, moved by whole months. */
export function monthOf(instant: number, timeZone: string, moved = 0): string {
  const { year, month } = wallClock(instant, timeZone);
  return monthAfter(`${year}-${String(month).padStart(2, "0")}`, moved);
}

/** So many months later; earlier where negative. */
export function monthAfter(month: string, months: number): string {
  const [year, number] = partsOf(month);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** When a month begins on a zone's clock, in milliseconds since 1970. */
export function startOf(month: string, timeZone: string): number {
  const [year, number] = partsOf(month);
  return atWallClock(timeZone, year, number, 1);
}

export function endOf(month: string, timeZone: string): number {
  return startOf(monthAfter(month, 1), timeZone);
}

function partsOf(month: string): readonly [number, number] {
  const [year = 1970, number = 1] = month.split("-").map(Number);
  return [year, number];
}
