/** The user's facilities, by name. */
import { clear, fill } from "./card.js";
import { byId } from "./dom.js";
import { FacilityRow } from "./facility-row.js";
import { t } from "./i18n.js";

const SHOWN_AT_FIRST = 3;

export class Facilities {
  #card = byId("facilities");
  #list = byId("facility-list");
  #more = byId("all-facilities");
  #rows = [];
  #showsAll = false;

  constructor(api) {
    this.api = api;
    this.#more.onclick = () => {
      this.#showsAll = true;
      this.#showRows();
    };
  }

  /** Forgets the user's. */
  clear() {
    this.close();
    this.#rows = [];
    this.#showsAll = false;
    clear(this.#card);
  }

  load() {
    return fill(
      this.#card,
      () => this.api.facilities(),
      (facilities) => this.#show(facilities),
    );
  }

  /** Reads what is not live: energies, and the power of the rows that are folded. */
  refresh() {
    for (const row of this.#rows) {
      if (row.isShown) row.refresh();
    }
  }

  close() {
    for (const row of this.#rows) row.close();
  }

  tick() {
    for (const row of this.#rows) row.showPower();
  }

  /** The first one is unfolded at first; later the one that the user has unfolded, if any. */
  #show(facilities) {
    this.close();
    const before = this.#rows;
    const unfolded = before.find((row) => row.isUnfolded);
    const byName = facilities.toSorted((a, b) => a.name.localeCompare(b.name));
    this.#rows = byName.map((facility) => new FacilityRow(this.api, facility));
    this.#showRows();
    const again = this.#rows.find((row) => row.id === unfolded?.id);
    (before.length === 0 ? this.#rows[0] : again)?.unfold();
    return facilities.length > 0;
  }

  #showRows() {
    const shown = this.#showsAll ? this.#rows : this.#rows.slice(0, SHOWN_AT_FIRST);
    this.#list.replaceChildren(...shown.map((row) => row.item));
    this.#more.hidden = shown.length === this.#rows.length;
    this.#more.textContent = t("showAll", { count: this.#rows.length });
    this.refresh();
  }
}
