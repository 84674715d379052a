/** The language of the page: texts, numbers and times. */
import { texts } from "./texts.js";

const KEPT_AS = "meriggio.language";
const ZONE = "Europe/Rome";

let language = localStorage.getItem(KEPT_AS) ?? preferred();

function preferred() {
  const known = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag in texts);
  return known ?? "en";
}

export function currentLanguage() {
  return language;
}

export function otherLanguage() {
  return language === "it" ? "en" : "it";
}

export function setLanguage(chosen) {
  language = chosen;
  localStorage.setItem(KEPT_AS, chosen);
}

/** The text of a key such as `good` or `error.wrong_code`, with its values filled in. */
export function t(key, values = {}) {
  const text = key.split(".").reduce((part, name) => part[name], texts[language]);
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Writes the text of every element that names one in `data-text`. */
export function translatePage() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-text]")) {
    element.textContent = t(element.dataset.text);
  }
}

function number(value, digits, sign = "auto") {
  return new Intl.NumberFormat(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: sign,
  })
    .format(value)
    .replace("-", "\u2212");
}

/** Watts as text in kW: two decimals below 1 kW, one below 100 kW. */
export function kilowatts(watts, { signed = false } = {}) {
  const value = watts / 1000;
  const size = Math.abs(value);
  const digits = size === 0 || size >= 99.95 ? 0 : size >= 0.995 ? 1 : 2;
  return `${number(value, digits, signed ? "exceptZero" : "negative")}\u00a0kW`;
}

/** Watt-hours as text in kWh. */
export function kilowattHours(wattHours) {
  const value = wattHours / 1000;
  return `${number(value, value < 99.95 ? 1 : 0)}\u00a0kWh`;
}

/** A length of time as text, such as "3 s", "24 min", "1 h 12 min" or "2 days". */
export function duration(seconds) {
  const [minutes, hours, days] = [60, 3_600, 86_400].map((unit) => Math.floor(seconds / unit));
  if (days > 0) return daysText(days);
  if (hours > 0) return `${hours}\u00a0h ${minutes % 60}\u00a0min`;
  if (minutes > 0) return `${minutes}\u00a0min`;
  return `${Math.max(1, Math.floor(seconds))}\u00a0s`;
}

function daysText(days) {
  const options = { style: "unit", unit: "day", unitDisplay: "long" };
  return new Intl.NumberFormat(language, options).format(days);
}

function dateText(date, options) {
  return new Intl.DateTimeFormat(language, { timeZone: ZONE, ...options }).format(date);
}

export function clockTime(date) {
  return dateText(date, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

export function dayText(date) {
  return dateText(date, { weekday: "short", day: "numeric", month: "short" });
}

/** The time alone for today, with the day for any other. */
export function momentText(date) {
  const isToday = dayText(date) === dayText(new Date());
  return isToday ? clockTime(date) : `${dayText(date)}, ${clockTime(date)}`;
}

/** What a refused or failed request says to a person. */
export function errorText(error) {
  const known = texts[language].error;
  if (error.code in known) {
    return t(`error.${error.code}`, { wait: duration(error.retryAfterS) });
  }
  if (error.status >= 500) return known.unavailable;
  if (error.status === 403 || error.status === 404) return known.no_access;
  return t("error.other", { detail: error.message });
}

/** What is wrong with one field of a form. */
export function fieldErrorText({ code, message }) {
  return texts[language].error[code] ?? message;
}
