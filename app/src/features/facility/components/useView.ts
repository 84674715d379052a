import { type UseQueryResult } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { useIsOnline } from "@/api/network";
import { Unreachable } from "@/api/problems";
import { problemText, useTexts } from "@/texts";
import { type ViewState } from "@/ui";

type Asked = Pick<
  UseQueryResult,
  "data" | "error" | "isFetching" | "isPaused" | "refetch" | "dataUpdatedAt"
>;

/** What a screen shows of what it asked for: data known from before go before any failure. */
export function useViewState(query: Asked): ViewState {
  const texts = useTexts();
  if (query.data !== undefined) return { kind: "ready" };
  if (query.error === null && !query.isPaused) return { kind: "loading" };
  return {
    kind: "error",
    title: texts.common.cannotLoad,
    // Paused: without a network it is not even asked for.
    text: problemText(texts, query.error ?? new Unreachable()),
    retrying: query.isFetching,
    onRetry: () => void query.refetch(),
  };
}

/** For `Screen`: of when the data are, while there is no network. */
export function useOffline({ dataUpdatedAt }: Pick<Asked, "dataUpdatedAt">) {
  const isOnline = useIsOnline();
  return isOnline ? null : { asOf: dataUpdatedAt === 0 ? null : dataUpdatedAt };
}

const MINUTE_MS = 60_000;

/** The time, made anew every minute. */
export function useMinuteClock(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
