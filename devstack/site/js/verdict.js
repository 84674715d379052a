/** The one answer: is now a good time to use energy? (FR3.2) */
import { isCatchingUp, nowMs } from "./clock.js";
import { byId, element, setIcon } from "./dom.js";
import { clockTime, kilowatts, momentText, t } from "./i18n.js";

/** Above this age figures say nothing about now; the balance counts a reading as long. */
export const FRESH_FOR_MS = 15 * 60_000;
/** Without a connection newer figures may exist, so these are good for less. */
const FRESH_UNCONNECTED_FOR_MS = 60_000;

const ICONS = {
  good: "sun",
  little: "cloud",
  notNow: "pause",
  unknown: "clock",
  withheld: "pause",
  loading: "clock",
};

/**
 * "good", "little", "notNow", or "withheld" where sums are of too few facilities. The community's surplus policy decides what is good, with its
 * hysteresis: what was good stays so down to the threshold in force times the end ratio.
 */
export function judge(balance, { thresholdW, thresholdRatio, endRatio }, wasGood) {
  const threshold = Math.max(thresholdW, thresholdRatio * balance.powerProducedW);
  const least = wasGood || balance.surplusSince ? threshold * endRatio : threshold;
  if (balance.excessPowerW === null) return balance.surplusSince ? "good" : "withheld";
  if (balance.excessPowerW <= 0) return "notNow";
  return balance.excessPowerW >= least ? "good" : "little";
}

/** Whether the balance tells of now, or of the moment that is being caught up. */
export function isFresh(balance, isConnected) {
  const longest = isConnected ? FRESH_FOR_MS : FRESH_UNCONNECTED_FOR_MS;
  return balance.facilitiesFresh > 0 && nowMs() - Date.parse(balance.asOf) <= longest;
}

/** `verdict` is judge's, "unknown" without fresh figures, or "loading" before anything is known. */
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
  if (verdict === "unknown" || verdict === "loading" || balance.excessPowerW === null) return [];
  const amount = element("strong", { textContent: kilowatts(Math.abs(balance.excessPowerW)) });
  return [amount, ` ${t(balance.excessPowerW < 0 ? "short" : "spare")}`];
}

function note(verdict, balance) {
  if (!balance || verdict === "loading") return "";
  const time = momentText(new Date(balance.asOf));
  if (verdict === "unknown") return t("unknownNote", { time });
  if (isCatchingUp()) return t("catchingUpNote", { time });
  if (verdict !== "good" || !balance.surplusSince) return t(`${verdict}Note`);
  return `${t("since", { time: clockTime(new Date(balance.surplusSince)) })} ${t("goodNote")}`;
}
