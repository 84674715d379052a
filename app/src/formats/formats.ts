/** All formats of one reader: their language and the time zone of what they look at. */
import { formatAge, formatDuration, formatUntil } from "./durations";
import { formatCents, formatEuro, formatPricePerKwh, type EuroSum } from "./euro";
import type { Language } from "./language";
import { formatNumber, formatPercent, parseNumber, type Digits } from "./numbers";
import { energy, formatEnergy, formatPower, mass, power, type Quantity } from "./quantities";
import {
  formatDate,
  formatDateRange,
  formatDay,
  formatDayTime,
  formatTime,
  formatTimeRange,
  type DateStyle,
} from "./times";
import type { Instant } from "./zones";

type Known = number | null | undefined;

export interface Formats {
  readonly language: Language;
  readonly timeZone: string;
  number(value: Known, digits?: Digits): string;
  percent(share: Known, digits?: number): string;
  /** "3.2 kW". */
  watts(value: Known): string;
  /** "3.2 kWh". */
  wattHours(value: Known): string;
  /** The number and the unit apart, as Stat takes them. */
  power(watts: Known): Quantity;
  energy(wattHours: Known): Quantity;
  co2(kilograms: Known): Quantity;
  euro(sum: EuroSum | null | undefined): string;
  cents(cents: number | null): string;
  pricePerKwh(eurPerKwh: EuroSum | null | undefined): string;
  time(instant: Instant | null): string;
  date(instant: Instant | null, style?: DateStyle): string;
  day(instant: Instant, now?: Instant): string;
  dayTime(instant: Instant, now?: Instant): string;
  timeRange(from: Instant, to: Instant, now?: Instant): string;
  dateRange(from: Instant, to: Instant): string;
  duration(seconds: Known): string;
  age(seconds: Known): string;
  until(seconds: Known): string;
  parseNumber(typed: string): number | null;
}

/** Every format of the app, bound to a language and an IANA time zone. */
export function createFormats(language: Language, timeZone: string): Formats {
  return {
    language,
    timeZone,
    number: (value, digits) => formatNumber(value, language, digits),
    percent: (share, digits) => formatPercent(share, language, digits),
    watts: (value) => formatPower(value, language),
    wattHours: (value) => formatEnergy(value, language),
    power: (watts) => power(watts, language),
    energy: (wattHours) => energy(wattHours, language),
    co2: (kilograms) => mass(kilograms, language),
    euro: (sum) => formatEuro(sum, language),
    cents: (cents) => formatCents(cents, language),
    pricePerKwh: (price) => formatPricePerKwh(price, language),
    time: (instant) => formatTime(instant, timeZone),
    date: (instant, style) => formatDate(instant, language, timeZone, style),
    day: (instant, now) => formatDay(instant, language, timeZone, now),
    dayTime: (instant, now) => formatDayTime(instant, language, timeZone, now),
    timeRange: (from, to, now) => formatTimeRange(from, to, language, timeZone, now),
    dateRange: (from, to) => formatDateRange(from, to, language, timeZone),
    duration: (seconds) => formatDuration(seconds, language),
    age: (seconds) => formatAge(seconds, language),
    until: (seconds) => formatUntil(seconds, language),
    parseNumber: (typed) => parseNumber(typed, language),
  };
}
