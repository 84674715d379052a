/** The community's newest surplus episodes. */
import { clear, fill } from "./card.js";
import { nowMs } from "./clock.js";
import { byId, element } from "./dom.js";
import { clockTime, duration, kilowatts, momentText, t } from "./i18n.js";

const UNBROKEN_DASH = "\u00a0–\u2060\u00a0";

export class Episodes {
  #card = byId("episodes");
  #shown = [];

  constructor(api) {
    this.api = api;
  }

  /** Forgets the community shown before. */
  clear() {
    this.#shown = [];
    clear(this.#card);
  }

  load(communityId) {
    return fill(
      this.#card,
      () => this.api.episodes(communityId),
      (episodes) => {
        this.#show(episodes);
        return episodes.length > 0;
      },
    );
  }

  /** Once a second: one that lasts grows longer. */
  tick() {
    if (this.#shown.some(({ endedAt }) => !endedAt)) this.#show(this.#shown);
  }

  #show(episodes) {
    this.#shown = episodes;
    byId("episode-list").replaceChildren(...episodes.map(row));
  }
}

function row({ startedAt, endedAt, peakExcessW }) {
  const start = new Date(startedAt);
  const end = endedAt && new Date(endedAt);
  const seconds = ((end ?? nowMs()) - start) / 1000;
  const time = `${momentText(start)}${UNBROKEN_DASH}${end ? clockTime(end) : t("ongoing")}`;
  const peak = end ? t("peak", { power: kilowatts(peakExcessW) }) : "";
  return element(
    "li",
    { className: end ? "row" : "row ongoing" },
    element("span", { className: "row-name", textContent: time }),
    element("span", { className: "row-value" }, duration(seconds), element("small", {}, peak)),
  );
}
