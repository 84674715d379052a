/** Cards that show one of: loading, ready, empty, error (attribute `data-state`). */
import { element } from "./dom.js";
import { errorText } from "./i18n.js";

const newestTurn = new WeakMap();

/** Gives every card its line for loading and its block for errors. */
export function prepareCards() {
  for (const card of document.querySelectorAll("[data-state]")) {
    const loading = element("p", { className: "while-loading" });
    loading.dataset.text = "loading";
    const retry = element("button", { className: "secondary", type: "button" });
    retry.dataset.text = "retry";
    const reason = element("p", { className: "reason" });
    card.append(loading, element("div", { className: "while-error" }, reason, retry));
  }
}

export function showState(card, state) {
  card.dataset.state = state;
}

/** Back to loading; an answer still under way no longer counts. */
export function clear(card) {
  newestTurn.delete(card);
  showState(card, "loading");
}

/**
 * Fills a card from a request; `show` returns false when there is nothing to show.
 * A card that is filled already keeps what it has when a later request fails, and of several
 * requests under way the newest counts.
 */
export async function fill(card, load, show) {
  const turn = Symbol("turn");
  newestTurn.set(card, turn);
  const [content, error] = await outcome(load);
  if (newestTurn.get(card) !== turn) return;
  if (!error) {
    showState(card, show(content) ? "ready" : "empty");
  } else if (card.dataset.state !== "ready") {
    showError(card, error, () => {
      showState(card, "loading");
      fill(card, load, show);
    });
  }
}

/** Shows why there is nothing, and a button to try again. */
export function showError(card, error, retry) {
  card.querySelector(".reason").textContent = errorText(error);
  card.querySelector(".while-error button").onclick = retry;
  showState(card, "error");
}

async function outcome(load) {
  try {
    return [await load(), null];
  } catch (error) {
    return [null, error];
  }
}
