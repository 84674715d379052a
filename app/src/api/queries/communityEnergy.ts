/** What a community produced, used, shared and earned: today, in the past, by month. */
import { useQuery } from "@tanstack/react-query";

import { useApi } from "../ApiProvider";
import { answer } from "../clients";
import { type components } from "../generated/energy";

export type Today = components["schemas"]["TodayAnswer"];
export type CommunityHistory = components["schemas"]["HistoryAnswer"];
export type CommunityResolution = components["schemas"]["Resolution"];
export type CommunityTotals = components["schemas"]["CommunityEnergyAnswer"];
export type SharedEnergy = components["schemas"]["SharedEnergyAnswer"];
export type SharedResolution = components["schemas"]["SharedResolution"];
export type Incentives = components["schemas"]["IncentivesAnswer"];
export type Impact = components["schemas"]["CommunityImpactAnswer"];
export type Effect = components["schemas"]["CommunityEffectAnswer"];
export type FacilityShare = components["schemas"]["FacilityShareItem"];

/** Milliseconds since 1970; `to` is not part of it. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

export const communityEnergyKeys = {
  all: ["communityEnergy"] as const,
  of: (communityId: string) => [...communityEnergyKeys.all, communityId] as const,
  today: (communityId: string) => [...communityEnergyKeys.of(communityId), "today"] as const,
  totals: (communityId: string) => [...communityEnergyKeys.of(communityId), "totals"] as const,
  history: (communityId: string, resolution: CommunityResolution, { from, to }: Period) =>
    [...communityEnergyKeys.of(communityId), "history", resolution, from, to] as const,
  shared: (communityId: string, resolution: SharedResolution, { from, to }: Period) =>
    [...communityEnergyKeys.of(communityId), "shared", resolution, from, to] as const,
  incentives: (communityId: string, { from, to }: Period) =>
    [...communityEnergyKeys.of(communityId), "incentives", from, to] as const,
  impact: (communityId: string) => [...communityEnergyKeys.of(communityId), "impact"] as const,
  effect: (communityId: string) => [...communityEnergyKeys.of(communityId), "effect"] as const,
  share: (facilityId: string, { from, to }: Period) =>
    [...communityEnergyKeys.all, "share", facilityId, from, to] as const,
};

const TODAY_EVERY_MS = 15_000;
const RUNNING_EVERY_MS = 60_000;
const HOUR_MS = 3_600_000;

/** How often to ask again for what is still growing; not at all while it cannot be seen. */
interface Watching {
  readonly isSeen?: boolean;
  readonly isRunning?: boolean;
}

function every(ms: number, { isSeen = true, isRunning = true }: Watching) {
  return isSeen && isRunning ? ms : false;
}

/** RFC 3339, as the service takes a period. */
function asQuery({ from, to }: Period) {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

/**
 * Energy shared and euro earned since midnight, and what one more kWh is worth. Asked for rather than
 * streamed: a browser has six connections for everything.
 */
export function useToday(communityId: string, watching: Watching = {}) {
  const api = useApi();
  return useQuery({
    queryKey: communityEnergyKeys.today(communityId),
    refetchInterval: every(TODAY_EVERY_MS, watching),
    queryFn: ({ signal }) =>
      answer(
        api.energy.GET("/energy-data/community/{communityId}/today", {
          params: { path: { communityId } },
          signal,
        }),
      ),
  });
}

/** Present power and the energy of the last 24 hours (FR3.2). */
export function useCommunityTotals(communityId: string, watching: Watching = {}) {
  const api = useApi();
  return useQuery({
    queryKey: communityEnergyKeys.totals(communityId),
    refetchInterval: every(RUNNING_EVERY_MS, watching),
    queryFn: ({ signal }) =>
      answer(
        api.energy.GET("/energy-data/community/{communityId}", {
          params: { path: { communityId } },
          signal,
        }),
      ),
  });
}

interface HistoryAsked extends Watching {
  readonly communityId: string;
  readonly resolution: CommunityResolution;
  /** Null while it is not known which. */
  readonly period: Period | null;
}

const NEVER: Period = { from: 0, to: 0 };

export function useCommunityHistory({
  communityId,
  resolution,
  period,
  ...watching
}: HistoryAsked) {
  const api = useApi();
  const isRunning = watching.isRunning ?? false;
  return useQuery({
    queryKey: communityEnergyKeys.history(communityId, resolution, period ?? NEVER),
    enabled: period !== null,
    staleTime: isRunning ? RUNNING_EVERY_MS : HOUR_MS,
    refetchInterval: every(RUNNING_EVERY_MS, { ...watching, isRunning }),
    queryFn: ({ signal }) =>
      answer(
        api.energy.GET("/energy-data/community/{communityId}/history", {
          params: { path: { communityId }, query: { resolution, ...asQuery(period ?? NEVER) } },
          signal,
        }),
      ),
  });
}

/** Shared energy by clock hour (R5), day or month. */
export function useSharedEnergy(
  communityId: string,
  resolution: SharedResolution,
  period: Period | null,
) {
  const api = useApi();
  return useQuery({
    queryKey: communityEnergyKeys.shared(communityId, resolution, period ?? NEVER),
    enabled: period !== null,
    queryFn: ({ signal }) =>
      answer(
        api.energy.GET("/energy-data/community/{communityId}/shared-energy", {
          params: { path: { communityId }, query: { resolution, ...asQuery(period ?? NEVER) } },
          signal,
        }),
      ),
  });
}

/** What shared energy earned in a period (R6). */
export function useIncentives(communityId: string, period: Period | null) {
  const api = useApi();
  return useQuery({
    queryKey: communityEnergyKeys.incentives(communityId, period ?? NEVER),
    enabled: period !== null,
    queryFn: ({ signal }) =>
      answer(
        api.energy.GET("/energy-data/community/{communityId}/incentives", {
          params: { path: { communityId }, query: asQuery(period ?? NEVER) },
          signal,
        }),
      ),
  });
}

/** CO2 avoided, by month of the last year. */
export function useImpact(communityId: string) {
  const api = useApi();
  return useQuery({
    queryKey: communityEnergyKeys.impact(communityId),
    staleTime: HOUR_MS,
    queryFn: ({ signal }) =>
      answer(
        api.energy.GET("/energy-data/community/{communityId}/impact", {
          params: { path: { communityId } },
          signal,
        }),
      ),
  });
}

/** What members changed after calls, of the last thirty days. */
export function useEffectOfCalls(communityId: string) {
  const api = useApi();
  return useQuery({
    queryKey: communityEnergyKeys.effect(communityId),
    staleTime: HOUR_MS,
    queryFn: ({ signal }) =>
      answer(
        api.energy.GET("/energy-data/community/{communityId}/effect", {
          params: { path: { communityId } },
          signal,
        }),
      ),
  });
}

/** What a facility had of its community's shared energy. */
export function useFacilityShare(facilityId: string, period: Period | null) {
  const api = useApi();
  return useQuery({
    queryKey: communityEnergyKeys.share(facilityId, period ?? NEVER),
    enabled: period !== null,
    queryFn: ({ signal }) =>
      answer(
        api.energy.GET("/energy-data/facility/{facilityId}/shared-energy", {
          params: { path: { facilityId }, query: asQuery(period ?? NEVER) },
          signal,
        }),
      ),
  });
}
