/** The live part of the screen Now: verdict, bar and state of the connection of one community. */
import { showBalance } from "./balance.js";
import { clear, showError, showState } from "./card.js";
import { heard, isCatchingUp, isMeasuring, nowMs } from "./clock.js";
import { announce, byId, setIcon } from "./dom.js";
import { duration, errorText, momentText, t } from "./i18n.js";
import { watch } from "./live.js";
import { isFresh, judge, showVerdict, verdictSentence } from "./verdict.js";

const CONNECTION_ICONS = {
  connecting: "waiting",
  live: "waiting",
  fresh: "live",
  lost: "waiting",
  offline: "offline",
  refused: "offline",
};

export class CommunityLive {
  #card = byId("balance");
  #community = null;
  #balance = null;
  #verdict = null;
  #connection = "connecting";
  #reason = null;
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
    this.#connection = "connecting";
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
    this.#take({ ...energy, surplusSince: this.#balance?.surplusSince });
  }

  /** Once a second: figures grow old without any news. */
  tick() {
    this.#showConnection();
    if (this.#balance) this.#showBalance();
  }

  #forget() {
    this.#balance = null;
    this.#verdict = null;
    clear(this.#card);
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
    heard(balance.asOf);
    this.tick();
    showState(this.#card, "ready");
    if (before && Boolean(before.surplusSince) !== Boolean(balance.surplusSince)) {
      this.onSurplusChange();
    }
  }

  #showBalance() {
    const before = this.#verdict;
    const { surplusPolicy } = this.#community;
    const tellsOfNow = this.#tellsOfNow();
    showBalance(this.#balance, tellsOfNow);
    const unknown = isMeasuring() ? "loading" : "unknown";
    this.#verdict = tellsOfNow ? judge(this.#balance, surplusPolicy, before === "good") : unknown;
    showVerdict(this.#verdict, this.#balance);
    if (before && before !== this.#verdict) {
      announce(verdictSentence(this.#verdict, this.#balance));
    }
  }

  #tellsOfNow() {
    const isConnected = navigator.onLine && this.#connection === "live";
    return this.#balance !== null && isFresh(this.#balance, isConnected);
  }

  #connectionIs(state, reason) {
    const before = this.#connection;
    this.#connection = state;
    this.#reason = reason;
    if (before === "lost" && state === "live") announce(t("isBack"));
    if (before === "live" && state === "lost") announce(t("lost"));
    if (reason && !this.#balance) {
      showError(this.#card, reason, () => this.open(this.#community));
      showVerdict("unknown", null);
    }
    this.#showConnection();
  }

  #showConnection() {
    const state = this.#connectionState();
    const chip = byId("connection");
    chip.dataset.connection = state;
    setIcon(chip, CONNECTION_ICONS[state]);
    chip.querySelector("span").textContent = this.#connectionText(state);
  }

  #connectionState() {
    if (!navigator.onLine) return "offline";
    return this.#connection === "live" && this.#tellsOfNow() ? "fresh" : this.#connection;
  }

  #connectionText(state) {
    if (state === "refused") return errorText(this.#reason);
    if (!this.#balance) return t(state);
    if (state === "fresh" && isCatchingUp()) {
      return t("catchingUp", { time: momentText(new Date(this.#balance.asOf)) });
    }
    const age = duration((nowMs() - Date.parse(this.#balance.asOf)) / 1000);
    if (state === "fresh") return t("updated", { age });
    const heard = t("lastHeard", { age });
    return state === "live" ? heard : `${t(state)} · ${heard}`;
  }
}
