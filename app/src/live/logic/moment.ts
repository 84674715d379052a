/** What the figures of a community are worth at a moment. */
import { heard, isCatchingUp, type Pace } from "./pace";
import { isFresh, judge, type Powers, type Thresholds, type Verdict } from "./verdict";

interface Balance extends Powers {
  readonly asOf: string;
  readonly facilitiesFresh: number;
}

/** What is remembered from one balance to the next. */
export interface Memory {
  readonly asOf: string;
  readonly pace: Pace;
  readonly verdict: Verdict;
}

/** The memory after a balance that came at `heardAt`; a policy's hysteresis needs the one before. */
export function remember(
  before: Memory | null,
  balance: Balance,
  policy: Thresholds,
  heardAt: number,
): Memory {
  return {
    asOf: balance.asOf,
    pace: heard(before?.pace ?? null, Date.parse(balance.asOf), heardAt),
    verdict: judge(balance, policy, before?.verdict === "good"),
  };
}

export interface Moment {
  /** Null while it will be known in a moment. */
  readonly verdict: Verdict | null;
  readonly isCatchingUp: boolean;
  /** What "now" is for the figures: the time, or the moment that is being caught up. */
  readonly at: number;
}

/** How fast figures come is known after so long. */
const MEASURED_AFTER_MS = 3_000;

export function momentOf(
  memory: Memory,
  balance: Balance,
  now: number,
  isConnected: boolean,
): Moment {
  const { pace, verdict } = memory;
  const asOf = Date.parse(balance.asOf);
  if (isConnected && isCatchingUp(pace, now)) return { verdict, isCatchingUp: true, at: asOf };
  const isOfNow = isFresh(balance, Math.max(0, now - asOf) / 1000, isConnected);
  if (isOfNow) return { verdict, isCatchingUp: false, at: Math.max(now, asOf) };
  const isMeasuring = pace.ratio === null && now - pace.since.heardAt < MEASURED_AFTER_MS;
  const untold = isConnected && isMeasuring ? null : "unknown";
  return { verdict: untold, isCatchingUp: false, at: now };
}
