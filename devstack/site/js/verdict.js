/** The one answer: is now a good time to use energy? (FR3.2) */
import { byId, element, setIcon } from "./dom.js";
import { clockTime, kilowatts, momentText, t } from "./i18n.js";

/** Above this age figures say nothing about now; the balance counts a reading as long. */
export const FRESH_FOR_MS = 15 * 60_000;

const ICONS = {
  good: "sun",
  little: "cloud",
  notNow: "pause",
  unknown: "question",
  loading: "question",
};

/**
 * "good", "little", "notNow" or "unknown". The community's surplus policy decides what is good,
 * with its hysteresis: what was good stays so down to the threshold times the end ratio.
 */
export function judge(balance, { thresholdW, endRatio }, wasGood) {
  if (!isFresh(balance)) return "unknown";
  const least = wasGood || balance.surplusSince ? thresholdW * endRatio : thresholdW;
  if (balance.excessW <= 0) return "notNow";
  return balance.excessW >= least ? "good" : "little";
}

export function isFresh(balance) {
  if (!balance || balance.facilitiesFresh === 0) return false;
  return Date.now() - new Date(balance.asOf) <= FRESH_FOR_MS;
}

/** `verdict` is judge's, or "loading" before anything is known. */
export function showVerdict(verdict, balance) {
  const section = byId("verdict");
  section.dataset.verdict = verdict;
  setIcon(section, ICONS[verdict]);
  byId("verdict-title").textContent = t(verdict);
  byId("verdict-figure").replaceChildren(...figure(verdict, balance));
  byId("verdict-note").textContent = note(verdict, balance);
}

/** The verdict in one sentence, for those who listen. */
export function verdictSentence(verdict, balance) {
  const words = figure(verdict, balance).map((part) => part.textContent ?? part);
  return [t(verdict), words.join("")].filter(Boolean).join(": ");
}

function figure(verdict, balance) {
  if (verdict === "unknown" || verdict === "loading") return [];
  const amount = element("strong", { textContent: kilowatts(Math.abs(balance.excessW)) });
  return [amount, ` ${t(balance.excessW > 0 ? "spare" : "short")}`];
}

function note(verdict, balance) {
  if (verdict === "loading") return "";
  if (!balance) return t("nothingYet");
  if (verdict === "unknown") return t("unknownNote", { time: momentText(new Date(balance.asOf)) });
  if (verdict !== "good" || !balance.surplusSince) return t(`${verdict}Note`);
  return `${t("since", { time: clockTime(new Date(balance.surplusSince)) })} ${t("goodNote")}`;
}
