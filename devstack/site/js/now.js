/** The screen Now: one community and what surrounds it, kept up to date while it is looked at. */
import { clear, fill } from "./card.js";
import { CommunityLive } from "./community.js";
import { byId } from "./dom.js";
import { Episodes } from "./episodes.js";
import { Facilities } from "./facilities.js";
import { t } from "./i18n.js";
import { Inbox } from "./inbox.js";
import { Today } from "./today.js";

const TICK_MS = 1_000;
const REFRESH_MS = 30_000;
/** An episode is recorded and told a moment after the balance shows it. */
const AFTER_SURPLUS_MS = 2_000;
const OF_A_COMMUNITY = ["verdict", "balance", "today", "episodes", "connection"];

export class Now {
  #communities = [];
  #communityId = null;
  #timers = [];

  constructor(api) {
    this.api = api;
    this.inbox = new Inbox(api);
    this.today = new Today(api);
    this.episodes = new Episodes(api);
    this.facilities = new Facilities(api);
    this.live = new CommunityLive(api, () => this.#refreshSoon());
    byId("community").onchange = ({ target }) => this.#choose(target.value);
  }

  /** Loads everything and stays live until `close`. */
  open() {
    this.close();
    this.#timers = [
      setInterval(() => this.#tick(), TICK_MS),
      setInterval(() => this.#refresh(), REFRESH_MS),
    ];
    this.inbox.refresh();
    this.facilities.load();
    this.#loadCommunities();
  }

  close() {
    this.#timers.forEach(clearInterval);
    this.live.close();
    this.facilities.close();
  }

  /** Forgets what belongs to the user. */
  signedOut() {
    this.close();
    byId("community-name").textContent = "";
    this.inbox.close();
    this.facilities.clear();
    this.#communityId = null;
    clear(byId("communities"));
    for (const id of OF_A_COMMUNITY) byId(id).hidden = true;
  }

  #loadCommunities() {
    fill(
      byId("communities"),
      () => this.api.communities(),
      (communities) => this.#showCommunities(communities),
    );
  }

  #showCommunities(communities) {
    this.#communities = communities;
    const hasAny = communities.length > 0;
    for (const id of OF_A_COMMUNITY) byId(id).hidden = !hasAny;
    byId("community-choice").hidden = communities.length < 2;
    byId("community-name").classList.toggle("unseen", communities.length > 1);
    const options = communities.map(({ communityId, name }) => new Option(name, communityId));
    byId("community").replaceChildren(...options);
    if (hasAny) this.#choose(this.#communityId);
    else byId("community-name").textContent = t("noCommunity");
    return hasAny;
  }

  #choose(communityId) {
    const chosen = this.#communities.find((each) => each.communityId === communityId);
    const community = chosen ?? this.#communities[0];
    if (this.#communityId !== community.communityId) {
      this.today.clear();
      this.episodes.clear();
    }
    this.#communityId = community.communityId;
    byId("community").value = community.communityId;
    byId("community-name").textContent = community.name;
    this.live.open(community);
    this.#readCommunity();
  }

  #readCommunity() {
    this.today.load(this.#communityId, (energy) => this.live.offerEnergy(energy));
    this.episodes.load(this.#communityId);
  }

  #tick() {
    this.live.tick();
    this.episodes.tick();
    this.facilities.tick();
  }

  #refresh() {
    this.inbox.refresh();
    this.facilities.refresh();
    if (this.#communityId === null) this.#loadCommunities();
    else this.#readCommunity();
  }

  #refreshSoon() {
    this.#timers.push(setTimeout(() => this.#refresh(), AFTER_SURPLUS_MS));
  }
}
