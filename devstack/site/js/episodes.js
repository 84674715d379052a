/** The community's newest surplus episodes. */
import { clear, fill } from "./card.js";
import { byId, element } from "./dom.js";
import { clockTime, duration, kilowatts, momentText, t } from "./i18n.js";

const UNBROKEN_DASH = "\u00a0–\u2060\u00a0";

export class Episodes {
  #card = byId("episodes");

  constructor(api) {
    this.api = api;
  }

  /** Forgets the community shown before. */
  clear() {
    clear(this.#card);
  }

  load(communityId) {
    return fill(
      this.#card,
      () => this.api.episodes(communityId),
      (episodes) => {
        byId("episode-list").replaceChildren(...episodes.map(row));
        return episodes.length > 0;
      },
    );
  }
}

function row({ startedAt, endedAt, peakExcessW }) {
  const start = new Date(startedAt);
  const end = endedAt && new Date(endedAt);
  const seconds = ((end ?? Date.now()) - start) / 1000;
  const time = `${momentText(start)}${UNBROKEN_DASH}${end ? clockTime(end) : t("ongoing")}`;
  const peak = end ? t("peak", { power: kilowatts(peakExcessW) }) : "";
  return element(
    "li",
    { className: end ? "row" : "row ongoing" },
    element("span", { className: "row-name", textContent: time }),
    element("span", { className: "row-value" }, duration(seconds), element("small", {}, peak)),
  );
}
