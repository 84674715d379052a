/** Cards that show one of: loading, ready, empty, error (attribute `data-state`). */
import { element } from "./dom.js";
import { errorText } from "./i18n.js";

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

/**
 * Fills a card from a request; `show` returns false when there is nothing to show.
 * A card that is filled already keeps what it has when a later request fails.
 */
export async function fill(card, load, show) {
  try {
    const isFilled = show(await load()) !== false;
    showState(card, isFilled ? "ready" : "empty");
  } catch (error) {
    if (card.dataset.state === "ready") return;
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
