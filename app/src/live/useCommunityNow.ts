import { useState } from "react";

import { useIsOnline } from "@/api/network";
import { type Failure, Problem } from "@/api/problems";
import { type Community } from "@/api/queries/communities";
import { type LiveBalance, useLiveBalance } from "@/api/queries/live";

import { type Memory, momentOf, remember } from "./logic/moment";
import { type Verdict } from "./logic/verdict";
import { useNow } from "./useNow";

export type LiveConnection = "connecting" | "live" | "lost" | "refused" | "offline";

export interface CommunityNow {
  /** The newest figures known, of any age; null before there are any. */
  readonly balance: LiveBalance | null;
  /** Null while nothing is known yet, but will be in a moment. */
  readonly verdict: Verdict | null;
  readonly isCatchingUp: boolean;
  /** What "now" is for the figures, in milliseconds since 1970. */
  readonly at: number;
  readonly connection: LiveConnection;
  /** Why there are no figures at all. */
  readonly failure: Error | null;
  readonly isAsking: boolean;
  readonly askAgain: () => void;
}

/** A community's live figures and what they are worth, while the screen is seen. */
export function useCommunityNow(community: Community, isSeen: boolean): CommunityNow {
  const { balance: query, stream } = useLiveBalance(community.communityId, isSeen);
  const isOnline = useIsOnline();
  const now = useNow(isSeen);
  const balance = query.data ?? null;
  const memory = useMemory(community, balance, query.dataUpdatedAt);
  const isConnected = isOnline && stream.connection === "live";
  const moment =
    balance === null || memory === null
      ? { verdict: null, isCatchingUp: false, at: now }
      : momentOf(memory, balance, Math.max(now, query.dataUpdatedAt), isConnected);
  const failure = balance === null ? (query.error ?? stream.reason) : null;
  return {
    ...moment,
    balance,
    verdict: failure === null ? moment.verdict : "unknown",
    connection: isOnline ? stream.connection : "offline",
    failure,
    isAsking: query.isFetching,
    askAgain: () => void query.refetch(),
  };
}

/** No device has sent anything yet: no fault, only early. */
export function isNothingYet(failure: Error | Failure | null): boolean {
  return failure instanceof Problem && failure.code === "no_balance_yet";
}

function useMemory(
  { communityId, surplusPolicy }: Community,
  balance: LiveBalance | null,
  heardAt: number,
): Memory | null {
  const [kept, setKept] = useState<{ of: string; memory: Memory } | null>(null);
  const before = kept?.of === communityId ? kept.memory : null;
  if (balance === null || before?.asOf === balance.asOf) return before;
  const memory = remember(before, balance, surplusPolicy, heardAt);
  setKept({ of: communityId, memory });
  return memory;
}
