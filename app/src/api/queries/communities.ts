/** Communities: the user's own, one of them, and what a representative does with it. */
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { useApi } from "../ApiProvider";
import { answer, type Api } from "../clients";
import { type components } from "../generated/community";
import { createIdempotencyKeys } from "../idempotency";

export type Community = components["schemas"]["CommunityAnswer"];
export type CommunitySettings = components["schemas"]["CommunityBody"];
/** What a founder states; when members are told is the service's default until it is decided. */
export type NewCommunity = Omit<CommunitySettings, "surplusPolicy">;

export const communityKeys = {
  all: ["community"] as const,
  mine: () => [...communityKeys.all, "mine"] as const,
  one: (communityId: string) => [...communityKeys.all, "one", communityId] as const,
};

export function myCommunitiesQuery(api: Api) {
  return queryOptions({
    queryKey: communityKeys.mine(),
    queryFn: ({ signal }) => answer(api.community.GET("/user/community", { signal })),
  });
}

export function useMyCommunities() {
  return useQuery(myCommunitiesQuery(useApi()));
}

export function useCommunity(communityId: string) {
  const api = useApi();
  return useQuery({
    queryKey: communityKeys.one(communityId),
    queryFn: ({ signal }) =>
      answer(
        api.community.GET("/community/{communityId}", {
          params: { path: { communityId } },
          signal,
        }),
      ),
  });
}

/** The pattern of every change: one operation, then what it made untrue is asked again. */
export function useCreateCommunity() {
  const api = useApi();
  const queryClient = useQueryClient();
  const [keys] = useState(() => createIdempotencyKeys());
  return useMutation({
    mutationFn: (body: NewCommunity) =>
      answer(
        api.community.POST("/community", {
          params: { header: { "Idempotency-Key": keys.keyOf(body) } },
          // The generated type has what is left out and gets its default as if it had to be there.
          body: body as CommunitySettings,
        }),
      ),
    onSuccess: () => {
      keys.forget();
      return queryClient.invalidateQueries({ queryKey: communityKeys.all });
    },
  });
}
