/** What the representative of a community sees and does beyond its members. */
import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from "@tanstack/react-query";

import { useApi } from "../ApiProvider";
import { answer } from "../clients";
import { type components } from "../generated/community";
import { page, type Page } from "../pages";

import { communityKeys, type Community, type CommunitySettings } from "./communities";
import { facilityKeys } from "./facilities";

type Schemas = components["schemas"];
export type MemberFacility = Schemas["MemberFacilityAnswer"];
export type Eligibility = Schemas["EligibilityAnswer"];
export type Finding = Schemas["FindingAnswer"];
export type Offer = Schemas["CommunityOfferAnswer"];
export type AuditEntry = Schemas["AuditEntryAnswer"];
export type RemovedCommunity = Schemas["RemovedCommunityAnswer"];
export type CommunitySummary = Schemas["CommunitySummary"];

/** All below the community's own key: what changes it, changes these. */
export const representativeKeys = {
  members: (communityId: string) => [...communityKeys.one(communityId), "members"] as const,
  eligibility: (communityId: string) => [...communityKeys.one(communityId), "eligibility"] as const,
  offers: (communityId: string) => [...communityKeys.one(communityId), "offers"] as const,
  audit: (communityId: string) => [...communityKeys.one(communityId), "audit"] as const,
  removed: () => [...communityKeys.all, "removed"] as const,
  under: (primarySubstationCode: string) =>
    [...communityKeys.all, "under", primarySubstationCode] as const,
};

const AUDIT_PAGE = 50;

export function useMembers(communityId: string) {
  const api = useApi();
  return useQuery({
    queryKey: representativeKeys.members(communityId),
    queryFn: ({ signal }) =>
      everyPage((cursor) =>
        api.community.GET("/community/{communityId}/facility", {
          params: { path: { communityId }, query: from(cursor) },
          signal,
        }),
      ),
  });
}

export function useEligibility(communityId: string) {
  const api = useApi();
  const params = { path: { communityId } };
  return useQuery({
    queryKey: representativeKeys.eligibility(communityId),
    queryFn: ({ signal }) =>
      answer(api.community.GET("/community/{communityId}/eligibility", { params, signal })),
  });
}

/** Requests and invitations that wait, oldest first. */
export function useCommunityOffers(communityId: string, isEnabled = true) {
  const api = useApi();
  return useQuery({
    queryKey: representativeKeys.offers(communityId),
    enabled: isEnabled,
    queryFn: ({ signal }) =>
      everyPage((cursor) =>
        api.community.GET("/community/{communityId}/offer", {
          params: { path: { communityId }, query: from(cursor) },
          signal,
        }),
      ),
  });
}

/** The trail, newest first, page by page. */
export function useCommunityAudit(communityId: string) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: representativeKeys.audit(communityId),
    meta: { isKept: false },
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      page(
        api.community.GET("/community/{communityId}/audit", {
          params: { path: { communityId }, query: { limit: AUDIT_PAGE, ...from(pageParam) } },
          signal,
        }),
      ),
    getNextPageParam: (last: Page<AuditEntry>) => last.next,
  });
}

export function useRemovedCommunities() {
  const api = useApi();
  return useQuery({
    queryKey: representativeKeys.removed(),
    queryFn: ({ signal }) =>
      everyPage((cursor) =>
        api.community.GET("/user/community/removed", {
          params: { query: from(cursor) },
          signal,
        }),
      ),
  });
}

/** Communities that there are already under a substation; asked for a whole code only. */
export function useCommunitiesUnder(primarySubstationCode: string | null) {
  const api = useApi();
  return useQuery({
    queryKey: representativeKeys.under(primarySubstationCode ?? ""),
    enabled: primarySubstationCode !== null,
    meta: { isKept: false },
    queryFn: ({ signal }) =>
      answer(
        api.community.GET("/community", {
          params: { query: { primarySubstationCode, limit: 5 } },
          signal,
        }),
      ),
  });
}

export function useChangeCommunity(communityId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    /** `version` is the one that was read: what somebody changed meanwhile is not overwritten. */
    mutationFn: ({ body, version }: { body: CommunitySettings; version: number }) =>
      answer(
        api.community.PUT("/community/{communityId}", {
          params: { path: { communityId }, header: { "if-match": `"${version}"` } },
          body,
        }),
      ),
    onSuccess: (community: Community) => {
      queryClient.setQueryData(communityKeys.one(communityId), community);
      return queryClient.invalidateQueries({ queryKey: communityKeys.all });
    },
    // It may have been changed meanwhile: then that is to be seen.
    onError: () =>
      queryClient.invalidateQueries({ queryKey: communityKeys.one(communityId), exact: true }),
  });
}

/** The answer says how many facilities it released. */
export function useRemoveCommunity(communityId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () =>
      answer(
        api.community.DELETE("/community/{communityId}", { params: { path: { communityId } } }),
      ),
    // Not the community itself: it is gone, and screens that still show it are about to close.
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: communityKeys.mine() }),
        queryClient.invalidateQueries({ queryKey: representativeKeys.removed() }),
        queryClient.invalidateQueries({ queryKey: facilityKeys.all }),
      ]),
  });
}

export function useRestoreCommunity() {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (communityId: string) =>
      answer(
        api.community.POST("/community/{communityId}/restore", {
          params: { path: { communityId } },
        }),
      ),
    onSuccess: () => communitiesChanged(queryClient),
  });
}

export interface Consent {
  readonly facilityId: string;
  /** Since when it counts; the day both sides agree when left out. */
  readonly validFrom?: string | null;
}

/** Invites a facility, or agrees to its owner's request: one operation (FR9.1). */
export function useConsent(communityId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ facilityId, validFrom = null }: Consent) =>
      answer(
        api.community.PUT("/community/{communityId}/facility/{facilityId}", {
          params: { path: { communityId, facilityId } },
          body: { validFrom },
        }),
      ),
    onSettled: () => membershipsChanged(queryClient),
  });
}

/** Ends a membership, declines a request, takes an invitation back: one operation (FR9.1). */
export function useEndMembership(communityId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (facilityId: string) =>
      answer(
        api.community.DELETE("/community/{communityId}/facility/{facilityId}", {
          params: { path: { communityId, facilityId } },
        }),
      ),
    onSettled: () => membershipsChanged(queryClient),
  });
}

/** Proposes a successor, or accepts as who is proposed. */
export function useHandOver(communityId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (userId: string) =>
      answer(
        api.community.PUT("/community/{communityId}/representative", {
          params: { path: { communityId } },
          body: { userId },
        }),
      ),
    onSettled: () => communitiesChanged(queryClient),
  });
}

/** Takes the proposal back, or declines it as who is proposed. */
export function useEndProposal(communityId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () =>
      answer(
        api.community.DELETE("/community/{communityId}/representative", {
          params: { path: { communityId } },
        }),
      ),
    onSettled: () => communitiesChanged(queryClient),
  });
}

/** Not awaited: who was asked may be gone from the list by then, and could tell of nothing. */
function communitiesChanged(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: communityKeys.all });
}

function membershipsChanged(queryClient: QueryClient): void {
  communitiesChanged(queryClient);
  void queryClient.invalidateQueries({ queryKey: facilityKeys.all });
}

function from(cursor: string | null) {
  return cursor === null ? {} : { cursor };
}

/** A list to its end: communities are small enough, and a name is looked for in all of it. */
async function everyPage<T>(
  ask: (cursor: string | null) => Promise<{ data?: readonly T[]; response: Response }>,
): Promise<readonly T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const one: Page<T> = await page(ask(cursor));
    items.push(...one.items);
    cursor = one.next;
  } while (cursor !== null);
  return items;
}
