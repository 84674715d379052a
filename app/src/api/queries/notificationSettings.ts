/** How the user is told: what they decided, the ways there are, and where they are reached. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { useApi } from "../ApiProvider";
import { answer } from "../clients";
import { type components } from "../generated/engagement";

export type Channel = components["schemas"]["ChannelView"];
export type EndpointKind = components["schemas"]["EndpointKind"];
export type Endpoint = components["schemas"]["EndpointView"];
export type RegisteredEndpoint = components["schemas"]["RegisteredEndpointView"];
export type Trial = components["schemas"]["TrialView"];
export type Preference = components["schemas"]["PreferenceView"];
export type CommunityPreference = components["schemas"]["CommunityPreferenceView"];
/** Of each field that is said, nothing else changes. */
export type PreferenceChange = Partial<components["schemas"]["PreferenceChange"]>;
export type NewEndpoint =
  | components["schemas"]["NewWebhook"]
  | components["schemas"]["NewApprise"]
  | components["schemas"]["NewPushToken"]
  | components["schemas"]["NewWebPush"];

export const notificationSettingsKeys = {
  all: ["notification-settings"] as const,
  channels: () => [...notificationSettingsKeys.all, "channel"] as const,
  preference: () => [...notificationSettingsKeys.all, "preference"] as const,
  endpoints: () => [...notificationSettingsKeys.all, "endpoint"] as const,
};

export function useChannels() {
  const api = useApi();
  return useQuery({
    queryKey: notificationSettingsKeys.channels(),
    queryFn: ({ signal }) => answer(api.engagement.GET("/notification/channel", { signal })),
  });
}

export function usePreference() {
  const api = useApi();
  return useQuery({
    queryKey: notificationSettingsKeys.preference(),
    // What the device kept may be older than the last choice, and nobody may change that by it.
    staleTime: 0,
    queryFn: ({ signal }) => answer(api.engagement.GET("/notification/preference", { signal })),
  });
}

export function useChangePreference() {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (change: PreferenceChange) =>
      answer(
        api.engagement.PATCH("/notification/preference", {
          // What is left out stays as it is; the types call fields with a default required.
          body: change as components["schemas"]["PreferenceChange"],
        }),
      ),
    onSuccess: (changed) =>
      queryClient.setQueryData(notificationSettingsKeys.preference(), changed),
  });
}

interface ForCommunity {
  readonly communityId: string;
  /** Null goes back to what holds everywhere. */
  readonly choice: components["schemas"]["CommunityPreferenceBody"] | null;
}

export function useChangeCommunityPreference() {
  const api = useApi();
  const queryClient = useQueryClient();
  const path = "/notification/preference/community/{communityId}";
  return useMutation({
    mutationFn: async ({ communityId, choice }: ForCommunity) => {
      const params = { path: { communityId } };
      if (choice === null) await api.engagement.DELETE(path, { params });
      else await api.engagement.PUT(path, { params, body: choice });
    },
    // Not awaited: who was asked is gone from the list by then, and could tell of nothing.
    onSettled: () =>
      void queryClient.invalidateQueries({ queryKey: notificationSettingsKeys.preference() }),
  });
}

export function useEndpoints() {
  const api = useApi();
  return useQuery({
    queryKey: notificationSettingsKeys.endpoints(),
    queryFn: ({ signal }) => answer(api.engagement.GET("/notification/endpoint", { signal })),
  });
}

/** Not awaited: who was asked may be gone from the list by then, and could tell of nothing. */
function useEndpointsChanged() {
  const queryClient = useQueryClient();
  return () =>
    void queryClient.invalidateQueries({ queryKey: notificationSettingsKeys.endpoints() });
}

export function useRegisterEndpoint() {
  const api = useApi();
  const changed = useEndpointsChanged();
  return useMutation({
    mutationFn: (body: NewEndpoint) =>
      answer(api.engagement.POST("/notification/endpoint", { body })),
    onSuccess: changed,
  });
}

interface EndpointEdit {
  readonly endpointId: string;
  readonly label: string;
  readonly enabled: boolean;
}

export function useChangeEndpoint() {
  const api = useApi();
  const changed = useEndpointsChanged();
  return useMutation({
    mutationFn: ({ endpointId, ...body }: EndpointEdit) =>
      answer(
        api.engagement.PUT("/notification/endpoint/{endpointId}", {
          params: { path: { endpointId } },
          body,
        }),
      ),
    onSettled: changed,
  });
}

export function useRemoveEndpoint() {
  const api = useApi();
  const changed = useEndpointsChanged();
  return useMutation({
    mutationFn: (endpointId: string) =>
      api.engagement.DELETE("/notification/endpoint/{endpointId}", {
        params: { path: { endpointId } },
      }),
    onSettled: changed,
  });
}

/** Sends a test message there, once, and says how it went. */
export function useTryEndpoint() {
  const api = useApi();
  const changed = useEndpointsChanged();
  return useMutation({
    mutationFn: (endpointId: string) =>
      answer(
        api.engagement.POST("/notification/endpoint/{endpointId}/test", {
          params: { path: { endpointId } },
        }),
      ),
    onSettled: changed,
  });
}
