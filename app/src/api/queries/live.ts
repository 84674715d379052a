/** Live figures: the newest by one request, then by a stream that writes into the same place. */
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";

import { useApi } from "../ApiProvider";
import { answer, type Api } from "../clients";
import { type components } from "../generated/engagement";
import { useStream } from "../useStream";

export type LiveBalance = components["schemas"]["BalanceView"];
export type SurplusEpisode = components["schemas"]["EpisodeView"];
export type EpisodeOutcome = components["schemas"]["Outcome"];

export const liveKeys = {
  all: ["live"] as const,
  balance: (communityId: string) => [...liveKeys.all, "balance", communityId] as const,
  episodes: (communityId: string) => [...liveKeys.all, "episodes", communityId] as const,
  episode: (communityId: string, episodeId: string) =>
    [...liveKeys.episodes(communityId), episodeId] as const,
};

export function balanceQuery(api: Api, communityId: string) {
  return queryOptions({
    queryKey: liveKeys.balance(communityId),
    queryFn: ({ signal }) =>
      answer(
        api.engagement.GET("/live/community/{communityId}/snapshot", {
          params: { path: { communityId } },
          signal,
        }),
      ),
  });
}

/**
 * A community's live balance (FR3.2) while the screen is there. `balance.data` may be the last one
 * known, of any age: `asOf` says of when it is; `stream` says whether news can come. A screen that is
 * not seen watches nothing.
 */
export function useLiveBalance(communityId: string, isSeen = true) {
  const api = useApi();
  const queryClient = useQueryClient();
  const asked = balanceQuery(api, communityId);
  const balance = useQuery(asked);
  const path = isSeen ? `/live/community/${communityId}` : null;
  const stream = useStream(path, ({ event, data }) => {
    // What the service's description says of this event's data.
    if (event === "balance")
      queryClient.setQueryData(asked.queryKey, JSON.parse(data) as LiveBalance);
  });
  return { balance, stream };
}

/** More than a fortnight's: what is usual is told by them. */
const EPISODES = 100;

/** A community's surplus episodes, the newest first. */
export function useEpisodes(communityId: string) {
  const api = useApi();
  return useQuery({
    queryKey: liveKeys.episodes(communityId),
    queryFn: ({ signal }) =>
      answer(
        api.engagement.GET("/live/community/{communityId}/episode", {
          params: { path: { communityId }, query: { limit: EPISODES } },
          signal,
        }),
      ),
  });
}

/** One episode, with what its call meant for the user. */
export function useEpisode(communityId: string, episodeId: string, isAsked = true) {
  const api = useApi();
  return useQuery({
    queryKey: liveKeys.episode(communityId, episodeId),
    enabled: isAsked,
    queryFn: ({ signal }) =>
      answer(
        api.engagement.GET("/live/community/{communityId}/episode/{episodeId}", {
          params: { path: { communityId, episodeId } },
          signal,
        }),
      ),
  });
}
