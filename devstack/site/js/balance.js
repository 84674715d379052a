/** The live bar: produced above consumed on one scale, the difference as a dashed rest. */
import { isCatchingUp } from "./clock.js";
import { byId } from "./dom.js";
import { kilowatts, momentText, t } from "./i18n.js";

export function showBalance(balance, isFresh) {
  byId("balance-title").textContent = title(balance, isFresh);
  const { powerProducedW: producedW, powerConsumedW: consumedW } = balance;
  const longest = Math.max(producedW, consumedW, 1);
  showLane("produced", producedW, consumedW, longest);
  showLane("consumed", consumedW, producedW, longest);
  byId("excess").textContent = power(balance.excessPowerW, { signed: true });
  byId("reporting").textContent = t("reporting", {
    fresh: balance.facilitiesFresh,
    total: balance.facilitiesTotal,
  });
}

function title({ asOf }, isFresh) {
  if (!isFresh) return t("lastFigures");
  return isCatchingUp() ? momentText(new Date(asOf)) : t("rightNow");
}

function showLane(name, ownW, otherW, longestW) {
  byId(name).textContent = power(ownW);
  const [bar, rest] = document.querySelectorAll(`.lane.${name} i`);
  bar.style.width = percent(ownW, longestW);
  rest.style.width = percent(Math.max(0, otherW - ownW), longestW);
}

/** Sums of too few facilities are withheld: null. */
function power(watts, options) {
  return watts === null ? "–" : kilowatts(watts, options);
}

function percent(part, whole) {
  return `${(part / whole) * 100}%`;
}
