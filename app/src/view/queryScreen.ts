/** From queries to the states of a screen: loading, failed, offline with what was known, ready. */
import { useState } from "react";

import { useIsOnline } from "@/api/network";
import { isFailure, Problem } from "@/api/problems";
import { problemText, useTexts, type Texts } from "@/texts";
import { type ScreenProps, type ViewState } from "@/ui";

/** What this needs of a query of TanStack. */
export interface Asked {
  readonly data: unknown;
  readonly error: Error | null;
  readonly isFetching: boolean;
  readonly fetchStatus: "fetching" | "paused" | "idle";
  readonly dataUpdatedAt: number;
  readonly refetch: () => Promise<unknown>;
}

type ScreenPart = Required<Pick<ScreenProps, "state" | "offline" | "onRefresh" | "refreshing">>;

/** Props of `Screen` for what all of the queries have to answer before it can be shown. */
export function useQueryScreen(queries: readonly Asked[]): ScreenPart {
  const texts = useTexts();
  const isOnline = useIsOnline();
  const [isRefreshing, setRefreshing] = useState(false);
  const refresh = () => {
    setRefreshing(true);
    void Promise.all(queries.map((query) => query.refetch())).finally(() => setRefreshing(false));
  };
  const state = stateOf(queries, texts, isOnline);
  return {
    state: state.kind === "error" ? { ...state, onRetry: refresh, retrying: isRefreshing } : state,
    offline: offlineOf(queries, isOnline),
    onRefresh: refresh,
    refreshing: isRefreshing,
  };
}

export function stateOf(queries: readonly Asked[], texts: Texts, isOnline: boolean): ViewState {
  const title = texts.common.cannotLoad;
  const refused = queries.find(({ error }) => isRefusal(error));
  if (refused) return { kind: "error", title, text: problemText(texts, refused.error) };
  const missing = queries.filter(({ data }) => data === undefined);
  if (missing.length === 0) return { kind: "ready" };
  const failed = missing.find(({ error, isFetching }) => error !== null && !isFetching);
  if (failed) return { kind: "error", title, text: problemText(texts, failed.error) };
  const waits = missing.some(({ fetchStatus }) => fetchStatus === "paused");
  if (!isOnline && waits) {
    return { kind: "error", title, text: texts.generalProblems.unreachable };
  }
  return { kind: "loading" };
}

/** Set when what is shown may be old: no network, or the last try failed. */
export function offlineOf(
  queries: readonly Asked[],
  isOnline: boolean,
): { readonly asOf: number } | null {
  const shown = queries.filter(({ data }) => data !== undefined);
  const isOld = !isOnline || shown.some(({ error }) => isFailure(error));
  if (!isOld || shown.length === 0 || shown.length < queries.length) return null;
  return { asOf: Math.min(...shown.map(({ dataUpdatedAt }) => dataUpdatedAt)) };
}

/** What was shown may be shown no longer: it is gone, or not for this user any more. */
function isRefusal(error: Error | null): boolean {
  return error instanceof Problem && error.status >= 400 && error.status < 429;
}
