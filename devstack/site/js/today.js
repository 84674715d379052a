/** The card of the day: its curve, and the energy of the last 24 hours (FR3.2, FR3.3). */
import { clear, fill } from "./card.js";
import { drawCurve, steps } from "./curve.js";
import { dayOf } from "./day.js";
import { byId } from "./dom.js";
import { dayText, kilowattHours, t } from "./i18n.js";

export class Today {
  #card = byId("today");
  #curve = byId("curve");
  #shown = null;

  constructor(api) {
    this.api = api;
    new ResizeObserver(() => this.#draw()).observe(this.#curve);
  }

  /** Forgets the community shown before. */
  clear() {
    this.#shown = null;
    clear(this.#card);
  }

  /** `onEnergy` gets the service's answer, which also tells the present power. */
  load(communityId, onEnergy) {
    return fill(
      this.#card,
      () => this.#read(communityId),
      ({ day, energy }) => {
        onEnergy(energy);
        return this.#show(day, energy);
      },
    );
  }

  /** The day of the newest reading, which is today unless a recording is replayed. */
  async #read(communityId) {
    const today = dayOf(new Date());
    const energy = await this.api.communityEnergy(communityId, today);
    const day = energy.asOf ? dayOf(new Date(energy.asOf)) : today;
    if (day.from.getTime() === today.from.getTime()) return { day, energy };
    return { day, energy: await this.api.communityEnergy(communityId, day) };
  }

  #show(day, energy) {
    const asOf = Date.parse(energy.asOf);
    const points = energy.asOf ? steps(energy.history, asOf) : [];
    if (points.length === 0) return false;
    const date = dayText(day.from);
    const isToday = date === dayText(new Date());
    byId("today-title").textContent = isToday ? t("today") : t("dayOf", { date });
    byId("produced-24h").textContent = kilowattHours(energy.producedLast24hWh);
    byId("consumed-24h").textContent = kilowattHours(energy.consumedLast24hWh);
    this.#card.querySelector(".key.partial").hidden = !points.some(({ isPartial }) => isPartial);
    this.#shown = [day, points, asOf];
    this.#draw();
    return true;
  }

  #draw() {
    if (this.#shown && this.#curve.clientWidth > 0) drawCurve(this.#curve, ...this.#shown);
  }
}
