/** A community's rules: when members are told, tried on the past; how money is divided, tried on months. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { useApi } from "../ApiProvider";
import { answer } from "../clients";
import { type components as Energy } from "../generated/energy";
import { type components as Engagement } from "../generated/engagement";

import { communityEnergyKeys } from "./communityEnergy";

export type SurplusPolicy = Engagement["schemas"]["PolicyBody"];
export type Replay = Engagement["schemas"]["ReplayView"];
export type ReplayedEpisode = Engagement["schemas"]["ReplayedEpisodeView"];
export type Outcome = Engagement["schemas"]["Outcome"];
export type DistributionPolicy = Energy["schemas"]["PolicyBody"];
export type DistributionAnswer = Energy["schemas"]["PolicyAnswer"];
export type Decision = Energy["schemas"]["DecisionBody"];
export type PolicyVersion = Energy["schemas"]["PolicyVersionItem"];
export type Simulation = Energy["schemas"]["SimulationAnswer"];
export type Criterion = keyof Energy["schemas"]["PartsBody"];
export type ExcessTo = Energy["schemas"]["ExcessTo"];
type Locale = Energy["schemas"]["Locale"];

export const rulesKeys = {
  distribution: (communityId: string) =>
    [...communityEnergyKeys.of(communityId), "distribution"] as const,
  inForce: (communityId: string, locale: Locale) =>
    [...rulesKeys.distribution(communityId), "inForce", locale] as const,
  versions: (communityId: string) => [...rulesKeys.distribution(communityId), "versions"] as const,
};

const VERSIONS = 20;

export interface TrialAsked {
  readonly from: number;
  readonly to: number;
  readonly policy: SurplusPolicy;
}

export interface Trial {
  readonly proposed: Replay;
  /** The same days by the policy in force. */
  readonly inForce: Replay;
}

/** What a policy would have done, beside the one in force (FR4.2). Changes nothing. */
export function useTrySurplusPolicy(communityId: string) {
  const api = useApi();
  const replay = (from: number, to: number, policy: SurplusPolicy | null) =>
    // JSON unless a picture is asked for; the description lists both.
    answer(
      api.engagement.POST("/live/community/{communityId}/replay", {
        params: { path: { communityId } },
        body: { from: new Date(from).toISOString(), to: new Date(to).toISOString(), policy },
      }),
    ) as Promise<Replay>;
  return useMutation({
    mutationFn: async ({ from, to, policy }: TrialAsked): Promise<Trial> => {
      const [proposed, inForce] = await Promise.all([
        replay(from, to, policy),
        replay(from, to, null),
      ]);
      return { proposed, inForce };
    },
  });
}

/** How money is divided this month, in words of the locale, and what is decided for later. */
export function useDistributionPolicy(communityId: string, locale: Locale) {
  const api = useApi();
  return useQuery({
    queryKey: rulesKeys.inForce(communityId, locale),
    queryFn: ({ signal }) =>
      answer(
        api.energy.GET("/energy-data/community/{communityId}/distribution-policy", {
          params: { path: { communityId }, query: { locale } },
          signal,
        }),
      ),
  });
}

/** Decisions, newest first: the latest twenty. */
export function usePolicyVersions(communityId: string) {
  const api = useApi();
  return useQuery({
    queryKey: rulesKeys.versions(communityId),
    queryFn: ({ signal }) =>
      answer(
        api.energy.GET("/energy-data/community/{communityId}/distribution-policy/version", {
          params: { path: { communityId }, query: { limit: VERSIONS } },
          signal,
        }),
      ),
  });
}

export interface SimulationAsked {
  readonly policy: DistributionPolicy;
  /** "2026-10", both included. */
  readonly from: string;
  readonly to: string;
}

/** What another policy would give to each facility. Stores nothing. */
export function useSimulatePolicy(communityId: string) {
  const api = useApi();
  return useMutation({
    mutationFn: ({ policy, from, to }: SimulationAsked) =>
      answer(
        api.energy.POST("/energy-data/community/{communityId}/distribution-policy/simulation", {
          params: { path: { communityId } },
          body: { policy, from, to, basis: "measured", model: "tip" },
        }),
      ),
  });
}

export function useDecidePolicy(communityId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    /** `newest` is the version that was read: what somebody decided meanwhile is not overwritten. */
    mutationFn: ({ decision, newest }: { decision: Decision; newest: number }) =>
      answer(
        api.energy.PUT("/energy-data/community/{communityId}/distribution-policy", {
          params: { path: { communityId }, header: { "if-match": `"${newest}"` } },
          body: decision,
        }),
      ),
    onSettled: () =>
      queryClient.invalidateQueries({ queryKey: communityEnergyKeys.of(communityId) }),
  });
}
