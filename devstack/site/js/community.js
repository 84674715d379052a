/** The live part of the screen Now: verdict, bar and state of the connection of one community. */
import { showBalance } from "./balance.js";
import { showError, showState } from "./card.js";
import { announce, byId, setIcon } from "./dom.js";
import { duration, errorText, t } from "./i18n.js";
import { watch } from "./live.js";
import { isFresh, judge, showVerdict, verdictSentence } from "./verdict.js";

const CONNECTION_ICONS = {
  connecting: "waiting",
  live: "live",
  lost: "waiting",
  offline: "offline",
  refused: "offline",
};

export class CommunityLive {
  #card = byId("balance");
  #community = null;
  #balance = null;
  #verdict = null;
  #connection = null;
  #refusal = null;
  #stop = () => {};

  /** `onSurplusChange` is called when a surplus episode begins or ends. */
  constructor(api, onSurplusChange) {
    this.api = api;
    this.onSurplusChange = onSurplusChange;
  }

  /** Shows this community, live until `close`; figures it has shown before stay meanwhile. */
  open(community) {
    this.close();
    if (this.#community?.communityId !== community.communityId) this.#forget();
    this.#community = community;
    this.#connection = null;
    this.#stop = watch(this.api, `/live/community/${community.communityId}`, {
      onValue: (balance) => this.#take(balance),
      onState: (state, error) => this.#connectionIs(state, error),
    });
    this.tick();
  }

  close() {
    this.#stop();
  }

  /** The books' answer stands in while there is no live balance. */
  offerEnergy(energy) {
    if (this.#balance && this.#connection === "live") return;
    if (!energy.asOf) {
      if (!this.#balance) this.#showNothingYet();
      return;
    }
    this.#take({
      asOf: energy.asOf,
      producedW: energy.powerProducedW,
      consumedW: energy.powerConsumedW,
      excessW: energy.excessPowerW,
      facilitiesFresh: energy.facilitiesFresh,
      facilitiesTotal: energy.facilitiesTotal,
      surplusSince: this.#balance?.surplusSince,
    });
  }

  /** Once a second: figures grow old without any news. */
  tick() {
    this.#showConnection();
    if (this.#balance) this.#judge();
  }

  #forget() {
    this.#balance = null;
    this.#verdict = null;
    showState(this.#card, "loading");
    showVerdict("loading", null);
  }

  #showNothingYet() {
    showState(this.#card, "empty");
    showVerdict("unknown", null);
  }

  #take(balance) {
    const before = this.#balance;
    if (before && Date.parse(balance.asOf) < Date.parse(before.asOf)) return;
    this.#balance = balance;
    showBalance(balance);
    showState(this.#card, "ready");
    this.tick();
    if (before && Boolean(before.surplusSince) !== Boolean(balance.surplusSince)) {
      this.onSurplusChange();
    }
  }

  #judge() {
    const before = this.#verdict;
    this.#verdict = judge(this.#balance, this.#community.surplusPolicy, before === "good");
    showVerdict(this.#verdict, this.#balance);
    if (before && before !== this.#verdict) {
      announce(verdictSentence(this.#verdict, this.#balance));
    }
  }

  #connectionIs(state, refusal) {
    const before = this.#connection;
    this.#connection = state;
    this.#refusal = refusal;
    if (before === "lost" && state === "live") announce(t("isBack"));
    if (before === "live" && state === "lost") announce(t("lost"));
    if (state === "refused" && !this.#balance) {
      showError(this.#card, refusal, () => this.open(this.#community));
    }
    this.#showConnection();
  }

  #showConnection() {
    const state = navigator.onLine ? this.#connection : "offline";
    if (!state) return;
    const chip = byId("connection");
    chip.dataset.connection = state;
    setIcon(chip, CONNECTION_ICONS[state]);
    chip.querySelector("span").textContent = this.#connectionText(state);
  }

  #connectionText(state) {
    if (state === "refused") return errorText(this.#refusal);
    if (!this.#balance) return state === "live" ? t("connected") : t(state);
    const ageMs = Date.now() - Date.parse(this.#balance.asOf);
    const age = duration(ageMs / 1000);
    if (state === "live" && isFresh(this.#balance)) return t("updated", { age });
    const heard = t("lastHeard", { age });
    return state === "live" ? heard : `${t(state)} · ${heard}`;
  }
}
