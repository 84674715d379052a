/**
 * The moment that figures are held against: now, or, while readings of earlier hours come in faster
 * than time passes (a replay, devices after an outage), the moment those have reached.
 */
const MEASURED_OVER_MS = 1_500;
const FASTER_THAN_TIME = 2;
/** Without news for so long nothing is being caught up. */
const QUIET_AFTER_MS = 5_000;

let newestMs = 0;
let heardAtMs = 0;
let reference = null;
let pace = null;

/** The time of a community's newest figures, whenever they have changed. */
export function heard(asOf) {
  const at = performance.now();
  const asOfMs = Date.parse(asOf);
  if (!reference || asOfMs < newestMs || at - heardAtMs > QUIET_AFTER_MS) {
    reference = { asOfMs, at };
    pace = null;
  } else if (at - reference.at >= MEASURED_OVER_MS) {
    pace = (asOfMs - reference.asOfMs) / (at - reference.at);
    reference = { asOfMs, at };
  }
  newestMs = asOfMs;
  heardAtMs = at;
}

export function isCatchingUp() {
  return pace > FASTER_THAN_TIME && performance.now() - heardAtMs < QUIET_AFTER_MS;
}

/** Whether it will be known in a moment how fast figures come. */
export function isMeasuring() {
  return reference !== null && pace === null && performance.now() - reference.at < 2 * MEASURED_OVER_MS;
}

export function nowMs() {
  return isCatchingUp() ? newestMs : Date.now();
}
