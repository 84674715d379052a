/** The one answer: is now a good time to use energy (FR3.2)? */

/**
 * `good`: more to spare than the community's threshold; `little`: less than that; `notNow`: nothing;
 * `withheld`: too few facilities for a sum to be told; `unknown`: no figures of now.
 */
export type Verdict = "good" | "little" | "notNow" | "withheld" | "unknown";

/** What of a community's surplus policy decides. */
export interface Thresholds {
  readonly thresholdW: number;
  readonly thresholdRatio: number;
  readonly endRatio: number;
}

/** What of a live balance decides; powers in W, null where too few facilities are summed. */
export interface Powers {
  readonly powerProducedW: number | null;
  readonly excessPowerW: number | null;
  readonly surplusSince: string | null;
}

/** With the policy's hysteresis: what was good stays so down to the threshold times the end ratio. */
export function judge(balance: Powers, policy: Thresholds, wasGood: boolean): Verdict {
  const { excessPowerW, powerProducedW, surplusSince } = balance;
  if (excessPowerW === null) return surplusSince === null ? "withheld" : "good";
  if (excessPowerW <= 0) return "notNow";
  const threshold = Math.max(policy.thresholdW, policy.thresholdRatio * (powerProducedW ?? 0));
  const least = wasGood || surplusSince !== null ? threshold * policy.endRatio : threshold;
  return excessPowerW >= least ? "good" : "little";
}

/** A reading counts in the balance for as long; older figures say nothing about now. */
export const FRESH_FOR_S = 15 * 60;
/** Without a connection there may be newer figures that nobody brings. */
export const FRESH_UNCONNECTED_FOR_S = 60;

/** Whether figures of this age tell of now. */
export function isFresh(
  { facilitiesFresh }: { readonly facilitiesFresh: number },
  ageS: number,
  isConnected: boolean,
): boolean {
  return facilitiesFresh > 0 && ageS <= (isConnected ? FRESH_FOR_S : FRESH_UNCONNECTED_FOR_S);
}
