/** Who one is, and what one may do about it (FR2.4). */
import {
  keepPreviousData,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";

import { useApi } from "../ApiProvider";
import { answer, type Api } from "../clients";
import { type components } from "../generated/user";

type Schemas = components["schemas"];
export type Profile = Schemas["ProfileAnswer"];
export type ProfileChange = Partial<Schemas["ProfileBody"]>;
export type SessionOfUser = Schemas["SessionAnswer"];
export type Passkey = Schemas["PasskeyAnswer"];
export type SecurityEvent = Schemas["SecurityEventAnswer"];

export const accountKeys = {
  all: ["account"] as const,
  profile: () => [...accountKeys.all, "profile"] as const,
  sessions: () => [...accountKeys.all, "session"] as const,
  passkeys: () => [...accountKeys.all, "passkey"] as const,
  securityEvents: (limit: number) => [...accountKeys.all, "security-event", limit] as const,
};

export function profileQuery(api: Api) {
  return queryOptions({
    queryKey: accountKeys.profile(),
    queryFn: ({ signal }) => answer(api.user.GET("/user/profile", { signal })),
  });
}

export function useProfile() {
  return useQuery(profileQuery(useApi()));
}

export function useChangeProfile() {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: ProfileChange) => answer(api.user.PUT("/user/profile", { body })),
    onSuccess: (profile: Profile) => queryClient.setQueryData(accountKeys.profile(), profile),
  });
}

// Where one is signed in, and what happened, does not lie on the device.
const NOT_KEPT = { isKept: false } as const;

export function useSessions() {
  const api = useApi();
  return useQuery({
    queryKey: accountKeys.sessions(),
    meta: NOT_KEPT,
    queryFn: ({ signal }) => answer(api.user.GET("/user/session", { signal })),
  });
}

export function useEndSession() {
  const api = useApi();
  return useMutation({
    mutationFn: (sessionId: string) =>
      api.user.DELETE("/user/session/{sessionId}", { params: { path: { sessionId } } }),
    onSettled: useSecurityChanged(),
  });
}

export function useEndOtherSessions() {
  const api = useApi();
  return useMutation({
    mutationFn: () => api.user.DELETE("/user/session"),
    onSettled: useSecurityChanged(),
  });
}

export function usePasskeys() {
  const api = useApi();
  return useQuery({
    queryKey: accountKeys.passkeys(),
    meta: NOT_KEPT,
    queryFn: ({ signal }) => answer(api.user.GET("/user/passkey", { signal })),
  });
}

export function useRenamePasskey() {
  const api = useApi();
  return useMutation({
    mutationFn: ({ passkeyId, name }: { passkeyId: string; name: string }) =>
      answer(
        api.user.PUT("/user/passkey/{passkeyId}", {
          params: { path: { passkeyId } },
          body: { name },
        }),
      ),
    onSettled: useSecurityChanged(),
  });
}

export function useRemovePasskey() {
  const api = useApi();
  return useMutation({
    mutationFn: (passkeyId: string) =>
      api.user.DELETE("/user/passkey/{passkeyId}", { params: { path: { passkeyId } } }),
    onSettled: useSecurityChanged(),
  });
}

export function useSecurityEvents(limit: number) {
  const api = useApi();
  return useQuery({
    queryKey: accountKeys.securityEvents(limit),
    meta: NOT_KEPT,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(api.user.GET("/user/security-event", { params: { query: { limit } }, signal })),
  });
}

/** For after what shows in sessions, passkeys or security events. */
export function useSecurityChanged() {
  const queryClient = useQueryClient();
  return () => {
    const keys = [
      accountKeys.sessions(),
      accountKeys.passkeys(),
      [...accountKeys.all, "security-event"],
    ];
    for (const queryKey of keys) void queryClient.invalidateQueries({ queryKey });
  };
}
