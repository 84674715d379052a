/** How a facility comes into a community, and out of it: both sides agree. */
import { useMutation, useQuery } from "@tanstack/react-query";

import { useApi } from "../ApiProvider";
import { answer } from "../clients";
import { type components } from "../generated/community";
import { communityKeys } from "./communities";
import { facilityKeys, useFacilitiesChanged } from "./facilities";

export type CommunitySummary = components["schemas"]["CommunitySummary"];
export type Offer = components["schemas"]["OfferAnswer"];

export const membershipKeys = {
  offers: (facilityId: string) => [...facilityKeys.one(facilityId), "offer"] as const,
  joinable: (primarySubstationCode: string) =>
    [...communityKeys.all, "joinable", primarySubstationCode] as const,
};

/** Communities that a facility under this substation could join (R2). */
export function useCommunitiesUnder(primarySubstationCode: string | undefined) {
  const api = useApi();
  return useQuery({
    queryKey: membershipKeys.joinable(primarySubstationCode ?? ""),
    enabled: primarySubstationCode !== undefined && primarySubstationCode !== "",
    queryFn: ({ signal }) =>
      answer(
        api.community.GET("/community", {
          params: { query: { primarySubstationCode: primarySubstationCode ?? null } },
          signal,
        }),
      ),
  });
}

/** Requests and invitations of a facility that wait; for its owners. */
export function useFacilityOffers(facilityId: string, isAllowed: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: membershipKeys.offers(facilityId),
    enabled: isAllowed,
    queryFn: ({ signal }) =>
      answer(
        api.community.GET("/facility/{facilityId}/offer", {
          params: { path: { facilityId } },
          signal,
        }),
      ),
  });
}

/** Asks to join, or accepts an invitation: `status` says whether the facility is in. */
export function useAgreeToMembership(facilityId: string) {
  const api = useApi();
  const changed = useFacilitiesChanged();
  return useMutation({
    mutationFn: (communityId: string) =>
      answer(
        api.community.PUT("/community/{communityId}/facility/{facilityId}", {
          params: { path: { communityId, facilityId } },
        }),
      ),
    // Not awaited: who was asked is gone from the list by then, and could tell of nothing.
    onSettled: () => void changed(),
  });
}

/** Leaves, declines, or takes a request back. */
export function useEndMembership(facilityId: string) {
  const api = useApi();
  const changed = useFacilitiesChanged();
  return useMutation({
    mutationFn: (communityId: string) =>
      answer(
        api.community.DELETE("/community/{communityId}/facility/{facilityId}", {
          params: { path: { communityId, facilityId } },
        }),
      ),
    // Not awaited: who was asked is gone from the list by then, and could tell of nothing.
    onSettled: () => void changed(),
  });
}
