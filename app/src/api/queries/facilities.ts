/** Facilities: those the user has access to. */
import { queryOptions, useQuery } from "@tanstack/react-query";

import { useApi } from "../ApiProvider";
import { answer, type Api } from "../clients";
import { type components } from "../generated/community";

export type Facility = components["schemas"]["FacilityAnswer"];

export const facilityKeys = {
  all: ["facility"] as const,
  mine: () => [...facilityKeys.all, "mine"] as const,
  one: (facilityId: string) => [...facilityKeys.all, "one", facilityId] as const,
};

export function myFacilitiesQuery(api: Api) {
  return queryOptions({
    queryKey: facilityKeys.mine(),
    queryFn: ({ signal }) => answer(api.community.GET("/user/facility", { signal })),
  });
}

export function useMyFacilities() {
  return useQuery(myFacilitiesQuery(useApi()));
}
