/** When to start something that takes a while, in one answer. */
import { bestStart, type UsualDay } from "@/live/logic/usualDay";
import { type Verdict } from "@/live/logic/verdict";

export type Advice =
  | { readonly kind: "now"; readonly until: number | null }
  | { readonly kind: "later"; readonly at: number; readonly spareW: number }
  | { readonly kind: "unknown" }
  | { readonly kind: "none" };

interface Asked {
  readonly verdict: Verdict | null;
  /** What "now" is, and about when a surplus of now ends, in milliseconds since 1970. */
  readonly at: number;
  readonly end: number | null;
  readonly usual: UsualDay;
  readonly durationMs: number;
  readonly timeZone: string;
}

/** Now, while there is surplus that usually lasts long enough; else the best time of recent days. */
export function adviceOf({ verdict, at, end, usual, durationMs, timeZone }: Asked): Advice {
  if (verdict === "good" && end !== null && end - at >= durationMs) {
    return { kind: "now", until: end };
  }
  const start = bestStart(usual, at, durationMs, timeZone);
  if (start !== null) return { kind: "later", ...start };
  if (verdict === "good") return { kind: "now", until: null };
  return usual.includes(null) ? { kind: "unknown" } : { kind: "none" };
}
