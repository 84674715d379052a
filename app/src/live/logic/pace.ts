/**
 * How fast figures come. After an outage, and where a recording is played, readings of earlier hours
 * come in faster than time passes: then the figures are of the moment that those have reached.
 */

/** What was heard so far: times in milliseconds since 1970. */
export interface Pace {
  /** Of when the figures are, and when they came. */
  readonly asOf: number;
  readonly heardAt: number;
  /** From where the pace is measured. */
  readonly since: { readonly asOf: number; readonly heardAt: number };
  /** Event time per real time; null while it is not known. */
  readonly ratio: number | null;
}

const MEASURED_OVER_MS = 1_500;
const FASTER_THAN_TIME = 2;
/** Without news for so long nothing is being caught up. */
const QUIET_AFTER_MS = 10_000;
/** Figures of so short a while ago are of now: where they came late, the next ones come early. */
const BEHIND_MS = 60_000;

/** The pace after figures of `asOf` have come at `heardAt`. */
export function heard(before: Pace | null, asOf: number, heardAt: number): Pace {
  const here = { asOf, heardAt };
  if (before === null || asOf < before.asOf || heardAt - before.heardAt > QUIET_AFTER_MS) {
    return { ...here, since: here, ratio: null };
  }
  const { since } = before;
  if (heardAt - since.heardAt < MEASURED_OVER_MS) return { ...before, ...here };
  return { ...here, since: here, ratio: (asOf - since.asOf) / (heardAt - since.heardAt) };
}

export function isCatchingUp({ ratio, asOf, heardAt }: Pace, now: number): boolean {
  const isBehind = now - asOf > BEHIND_MS;
  return isBehind && ratio !== null && ratio > FASTER_THAN_TIME && now - heardAt < QUIET_AFTER_MS;
}
