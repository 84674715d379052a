/** Facilities: those the user has access to, and what their owners do with them. */
import {
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useState } from "react";

import { useApi } from "../ApiProvider";
import { answer, type Api } from "../clients";
import { type components } from "../generated/community";
import { createIdempotencyKeys } from "../idempotency";
import { page } from "../pages";
import { communityKeys } from "./communities";

export type Facility = components["schemas"]["FacilityAnswer"];
export type FacilitySettings = components["schemas"]["FacilityBody"];
export type ChangedFacility = components["schemas"]["ChangedFacilityBody"];
export type FacilityRole = components["schemas"]["FacilityRole"];
export type RemovedFacility = components["schemas"]["RemovedFacilityAnswer"];
export type AuditEntry = components["schemas"]["AuditEntryAnswer"];

export const facilityKeys = {
  all: ["facility"] as const,
  mine: () => [...facilityKeys.all, "mine"] as const,
  removed: () => [...facilityKeys.all, "removed"] as const,
  one: (facilityId: string) => [...facilityKeys.all, "one", facilityId] as const,
  audit: (facilityId: string) => [...facilityKeys.one(facilityId), "audit"] as const,
};

const AUDIT_PAGE = 50;

export function myFacilitiesQuery(api: Api) {
  return queryOptions({
    queryKey: facilityKeys.mine(),
    queryFn: ({ signal }) => answer(api.community.GET("/user/facility", { signal })),
  });
}

export function useMyFacilities() {
  return useQuery(myFacilitiesQuery(useApi()));
}

/** One facility; at first as the list has it, so that a screen opens at once. */
export function useFacility(facilityId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  const { queryKey: mine } = myFacilitiesQuery(api);
  return useQuery<Facility>({
    queryKey: facilityKeys.one(facilityId),
    queryFn: ({ signal }) =>
      answer(
        api.community.GET("/facility/{facilityId}", { params: { path: { facilityId } }, signal }),
      ),
    placeholderData: () =>
      queryClient.getQueryData(mine)?.find((each) => each.facilityId === facilityId),
  });
}

/** What is known of facilities is asked again; also of communities, whose facilities they are. */
export function useFacilitiesChanged() {
  const queryClient = useQueryClient();
  return () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: facilityKeys.all }),
      queryClient.invalidateQueries({ queryKey: communityKeys.all }),
    ]);
}

export function useCreateFacility() {
  const api = useApi();
  const changed = useFacilitiesChanged();
  const [keys] = useState(() => createIdempotencyKeys());
  return useMutation({
    mutationFn: (body: FacilitySettings) =>
      answer(
        api.community.POST("/facility", {
          body,
          params: { header: { "Idempotency-Key": keys.keyOf(body) } },
        }),
      ),
    onSuccess: () => {
      keys.forget();
      void changed();
    },
  });
}

/** Replaces the settings, unless somebody else changed them since `version`. */
export function useChangeFacility(facilityId: string) {
  const api = useApi();
  const changed = useFacilitiesChanged();
  return useMutation({
    mutationFn: ({ body, version }: { body: ChangedFacility; version: number }) =>
      answer(
        api.community.PUT("/facility/{facilityId}", {
          body,
          params: { path: { facilityId }, header: { "if-match": `"${version}"` } },
        }),
      ),
    onSuccess: changed,
  });
}

export function useRemoveFacility(facilityId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  const changed = useFacilitiesChanged();
  return useMutation({
    mutationFn: () =>
      answer(api.community.DELETE("/facility/{facilityId}", { params: { path: { facilityId } } })),
    onSuccess: () => {
      const { queryKey: mine } = myFacilitiesQuery(api);
      queryClient.setQueryData(mine, (known) =>
        known?.filter((each) => each.facilityId !== facilityId),
      );
      queryClient.removeQueries({ queryKey: facilityKeys.one(facilityId) });
      void changed();
    },
  });
}

export function useRemovedFacilities() {
  const api = useApi();
  return useQuery({
    queryKey: facilityKeys.removed(),
    queryFn: ({ signal }) => answer(api.community.GET("/user/facility/removed", { signal })),
  });
}

export function useRestoreFacility() {
  const api = useApi();
  const changed = useFacilitiesChanged();
  return useMutation({
    mutationFn: (facilityId: string) =>
      answer(
        api.community.POST("/facility/{facilityId}/restore", { params: { path: { facilityId } } }),
      ),
    // Not awaited: who was asked is gone from the list by then, and could tell of nothing.
    onSuccess: () => void changed(),
  });
}

/** Who changed what, the newest first, page by page. */
export function useFacilityAudit(facilityId: string, isAllowed: boolean) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: facilityKeys.audit(facilityId),
    enabled: isAllowed,
    queryFn: ({ signal, pageParam }) =>
      page(
        api.community.GET("/facility/{facilityId}/audit", {
          params: {
            path: { facilityId },
            query: { limit: AUDIT_PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}
