/** One facility in the list; live while it is unfolded (FR3.1). */
import { nowMs } from "./clock.js";
import { element, icon, pair, setIcon } from "./dom.js";
import { duration, kilowattHours, kilowatts, t } from "./i18n.js";
import { watch } from "./live.js";
import { FRESH_FOR_MS } from "./verdict.js";

export class FacilityRow {
  #power = null;
  #stop = null;
  #value = element("span", { className: "row-value" });
  #energy = element("dl", { className: "pair" });
  #age = element("p", { className: "quiet-text" });
  #details = element("details", { name: "facility" });

  constructor(api, facility) {
    this.api = api;
    this.facility = facility;
    const name = element("span", { className: "row-name", textContent: facility.name });
    const summary = element("summary", {}, icon("idle"), name, this.#value);
    this.#details.append(summary, this.#energy, this.#age);
    this.#details.addEventListener("toggle", () => this.#toggled());
    this.item = element("li", {}, this.#details);
    this.showPower();
    this.#showEnergy({});
  }

  get id() {
    return this.facility.facilityId;
  }

  get isShown() {
    return this.item.isConnected;
  }

  get isUnfolded() {
    return this.#details.open;
  }

  unfold() {
    this.#details.open = true;
  }

  /** Ends the live power; the row keeps what it shows. */
  close() {
    this.#stop?.();
    this.#stop = null;
  }

  /** A facility whose energy cannot be read keeps what it shows, with its age. */
  async refresh() {
    const energy = await this.api.facilityEnergy(this.id).catch(() => null);
    if (!energy?.asOf) return;
    this.#showEnergy(energy);
    this.#take(energy);
  }

  showPower() {
    const ageMs = this.#power ? Math.max(0, nowMs() - Date.parse(this.#power.asOf)) : Infinity;
    const [sign, text, unit] = ageMs > FRESH_FOR_MS ? this.#silence() : powerWords(this.#power);
    setIcon(this.#details, sign);
    this.#value.replaceChildren(text, element("small", { textContent: unit }));
    this.#age.textContent = this.#power ? `${t("measured")} ${ago(ageMs)}` : "";
  }

  #silence() {
    return ["idle", "–", t(this.facility.device ? "noReading" : "noDevice")];
  }

  #showEnergy({ producedLast24hWh, consumedLast24hWh }) {
    const { role, device } = this.facility;
    const shown = [[t("role"), t(role)]];
    if (device) shown.push([t("device"), device.deviceId]);
    if (producedLast24hWh !== undefined) {
      shown.unshift(
        [t("producedIn24h"), kilowattHours(producedLast24hWh)],
        [t("consumedIn24h"), kilowattHours(consumedLast24hWh)],
      );
    }
    this.#energy.replaceChildren(...shown.map(([term, value]) => pair(term, value)));
  }

  #take(power) {
    if (this.#power && Date.parse(power.asOf) < Date.parse(this.#power.asOf)) return;
    this.#power = power;
    this.showPower();
  }

  #toggled() {
    this.close();
    if (!this.#details.open || !this.isShown) return;
    this.#stop = watch(this.api, `/live/facility/${this.id}`, {
      onValue: (power) => this.#take(power),
      onState: () => {},
    });
  }
}

function powerWords({ powerProducedW, powerConsumedW }) {
  if (powerProducedW > 0) return ["up", kilowatts(powerProducedW), t("producedUnit")];
  if (powerConsumedW > 0) return ["down", kilowatts(powerConsumedW), t("consumedUnit")];
  return ["idle", kilowatts(0), t("noPower")];
}

function ago(ageMs) {
  return t("ago", { age: duration(ageMs / 1000) });
}
