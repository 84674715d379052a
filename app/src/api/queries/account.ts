/** The signed-in user's own data. */
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { useApi } from "../ApiProvider";
import { answer, type Api } from "../clients";
import { type components } from "../generated/user";

export type Profile = components["schemas"]["ProfileAnswer"];
export type ProfileChange = Partial<components["schemas"]["ProfileBody"]>;

export const accountKeys = {
  all: ["account"] as const,
  profile: () => [...accountKeys.all, "profile"] as const,
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
