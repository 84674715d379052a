/** The language of the page: texts, numbers and times. */
import { texts } from "./texts.js";

const KEPT_AS = "meriggio.language";
const ZONE = "Europe/Rome";
const SECONDS_OF = { day: 86_400, hour: 3_600, minute: 60, second: 1 };

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
  }).format(value);
}

/** Watts as text in kW: two decimals below 1 kW, one below 100 kW, else none. */
export function kilowatts(watts, { signed = false } = {}) {
  const value = watts / 1000;
  const size = Math.abs(value);
  const digits = size < 0.995 ? 2 : size < 99.95 ? 1 : 0;
  return `${number(value, digits, signed ? "exceptZero" : "negative")}\u00a0kW`;
}

/** Watt-hours as text in kWh. */
export function kilowattHours(wattHours) {
  const value = wattHours / 1000;
  return `${number(value, value < 99.95 ? 1 : 0)}\u00a0kWh`;
}

/** A length of time in its largest whole unit, such as "3 sec" or "2 h". */
export function duration(seconds) {
  const unit = Object.keys(SECONDS_OF).find((name) => seconds >= SECONDS_OF[name]) ?? "second";
  const value = Math.max(0, Math.floor(seconds / SECONDS_OF[unit]));
  const options = { style: "unit", unit, unitDisplay: unit === "day" ? "long" : "short" };
  return new Intl.NumberFormat(language, options).format(value);
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
