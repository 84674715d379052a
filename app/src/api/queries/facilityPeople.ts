/** Who may see a facility, and who is invited to. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { useApi } from "../ApiProvider";
import { answer } from "../clients";
import { type components } from "../generated/community";
import { createIdempotencyKeys } from "../idempotency";
import { facilityKeys, type FacilityRole, useFacilitiesChanged } from "./facilities";

export type Access = components["schemas"]["AccessAnswer"];
export type Invitation = components["schemas"]["InvitationAnswer"];
export type ReceivedInvitation = components["schemas"]["ReceivedInvitationAnswer"];

export const peopleKeys = {
  users: (facilityId: string) => [...facilityKeys.one(facilityId), "user"] as const,
  invitations: (facilityId: string) => [...facilityKeys.one(facilityId), "invitation"] as const,
  received: () => [...facilityKeys.all, "received"] as const,
};

export function useFacilityUsers(facilityId: string, isAllowed: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: peopleKeys.users(facilityId),
    enabled: isAllowed,
    queryFn: ({ signal }) =>
      answer(
        api.community.GET("/facility/{facilityId}/user", {
          params: { path: { facilityId } },
          signal,
        }),
      ),
  });
}

export function useInvitations(facilityId: string, isAllowed: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: peopleKeys.invitations(facilityId),
    enabled: isAllowed,
    queryFn: ({ signal }) =>
      answer(
        api.community.GET("/facility/{facilityId}/invitation", {
          params: { path: { facilityId } },
          signal,
        }),
      ),
  });
}

export function useReceivedInvitations() {
  const api = useApi();
  return useQuery({
    queryKey: peopleKeys.received(),
    queryFn: ({ signal }) => answer(api.community.GET("/user/invitation", { signal })),
  });
}

interface RoleOfUser {
  readonly userId: string;
  readonly role: FacilityRole;
}

export function useGiveRole(facilityId: string) {
  const api = useApi();
  const changed = useFacilitiesChanged();
  return useMutation({
    mutationFn: ({ userId, role }: RoleOfUser) =>
      answer(
        api.community.PUT("/user/{userId}/facility/{facilityId}", {
          params: { path: { userId, facilityId } },
          body: { role },
        }),
      ),
    onSuccess: changed,
  });
}

/** Somebody else's role, or one's own. */
export function useTakeRole(facilityId: string) {
  const api = useApi();
  const changed = useFacilitiesChanged();
  return useMutation({
    mutationFn: (userId: string) =>
      answer(
        api.community.DELETE("/user/{userId}/facility/{facilityId}", {
          params: { path: { userId, facilityId } },
        }),
      ),
    onSuccess: () => void changed(),
  });
}

export function useInvite(facilityId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  const [keys] = useState(() => createIdempotencyKeys());
  return useMutation({
    mutationFn: (body: components["schemas"]["InvitationBody"]) =>
      answer(
        api.community.POST("/facility/{facilityId}/invitation", {
          params: { path: { facilityId }, header: { "Idempotency-Key": keys.keyOf(body) } },
          body,
        }),
      ),
    onSuccess: () => {
      keys.forget();
      return queryClient.invalidateQueries({ queryKey: peopleKeys.invitations(facilityId) });
    },
  });
}

export function useTakeBackInvitation(facilityId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (invitationId: string) =>
      answer(
        api.community.DELETE("/facility/{facilityId}/invitation/{invitationId}", {
          params: { path: { facilityId, invitationId } },
        }),
      ),
    // Not awaited: who was asked is gone from the list by then, and could tell of nothing.
    onSettled: () =>
      void queryClient.invalidateQueries({ queryKey: peopleKeys.invitations(facilityId) }),
  });
}

export function useAcceptInvitation() {
  const api = useApi();
  const changed = useFacilitiesChanged();
  return useMutation({
    mutationFn: (invitationId: string) =>
      answer(
        api.community.POST("/user/invitation/{invitationId}/accept", {
          params: { path: { invitationId } },
        }),
      ),
    // Not awaited: who was asked is gone from the list by then, and could tell of nothing.
    onSettled: () => void changed(),
  });
}

export function useDeclineInvitation() {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (invitationId: string) =>
      answer(
        api.community.DELETE("/user/invitation/{invitationId}", {
          params: { path: { invitationId } },
        }),
      ),
    // Not awaited: who was asked is gone from the list by then, and could tell of nothing.
    onSettled: () => void queryClient.invalidateQueries({ queryKey: peopleKeys.received() }),
  });
}
