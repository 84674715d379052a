/** Live figures: the newest by one request, then by a stream that writes into the same place. */
import { useQuery, useQueryClient } from "@tanstack/react-query";

import { useApi } from "../ApiProvider";
import { answer } from "../clients";
import { type components } from "../generated/engagement";
import { useStream } from "../useStream";

export type LiveBalance = components["schemas"]["BalanceView"];

export const liveKeys = {
  all: ["live"] as const,
  balance: (communityId: string) => [...liveKeys.all, "balance", communityId] as const,
};

/**
 * A community's live balance (FR3.2) while the screen is there. `balance.data` may be the last one
 * known, of any age: `asOf` says of when it is; `stream` says whether news can come.
 */
export function useLiveBalance(communityId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  const queryKey = liveKeys.balance(communityId);
  const balance = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      answer(
        api.engagement.GET("/live/community/{communityId}/snapshot", {
          params: { path: { communityId } },
          signal,
        }),
      ),
  });
  const stream = useStream(`/live/community/${communityId}`, ({ event, data }) => {
    // What the service's description says of this event's data.
    if (event === "balance") queryClient.setQueryData(queryKey, JSON.parse(data) as LiveBalance);
  });
  return { balance, stream };
}
