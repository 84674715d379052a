/** What a facility measures: now, in the past, as files, and its part of a month. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { useApi } from "../ApiProvider";
import { answer } from "../clients";
import { type components } from "../generated/energy";
import { type operations } from "../generated/engagement";
import { useStream } from "../useStream";

export type FacilityEnergy = components["schemas"]["FacilityEnergyAnswer"];
export type History = components["schemas"]["HistoryAnswer"];
export type HistoryInterval = components["schemas"]["IntervalItem"];
export type HistoryResolution = components["schemas"]["Resolution"];
export type FacilityStatement = components["schemas"]["FacilityStatementAnswer"];
/** The data of a `power` event. */
export type LivePower =
  operations["watch_facility_live_facility__facilityId__get"]["responses"][200]["content"]["text/event-stream"];
export type ProvisionalReason = components["schemas"]["Provisional"];

export const facilityEnergyKeys = {
  all: ["facilityEnergy"] as const,
  present: (facilityId: string) => [...facilityEnergyKeys.all, "present", facilityId] as const,
  history: (facilityId: string, resolution: HistoryResolution, from: number, to: number) =>
    [...facilityEnergyKeys.all, "history", facilityId, resolution, from, to] as const,
  shared: (facilityId: string, from: number, to: number) =>
    [...facilityEnergyKeys.all, "shared", facilityId, from, to] as const,
  statement: (facilityId: string, month: string) =>
    [...facilityEnergyKeys.all, "statement", facilityId, month] as const,
};

const PRESENT_EVERY_MS = 30_000;
const RUNNING_EVERY_MS = 60_000;

/** Present power and the last 24 hours; asked again now and then where nothing streams. */
export function useFacilityEnergy(facilityId: string) {
  const api = useApi();
  return useQuery({
    queryKey: facilityEnergyKeys.present(facilityId),
    refetchInterval: PRESENT_EVERY_MS,
    queryFn: ({ signal }) =>
      answer(
        api.energy.GET("/energy-data/facility/{facilityId}", {
          params: { path: { facilityId } },
          signal,
        }),
      ),
  });
}

/** Writes the facility's live power into what `useFacilityEnergy` answers, while it is mounted. */
export function useFacilityPowerStream(facilityId: string) {
  const queryClient = useQueryClient();
  return useStream(`/live/facility/${facilityId}`, ({ event, data }) => {
    if (event !== "power") return;
    // What the service's description says of this event's data.
    const power = JSON.parse(data) as LivePower;
    queryClient.setQueryData<FacilityEnergy>(facilityEnergyKeys.present(facilityId), (known) =>
      known === undefined ? known : withPower(known, power),
    );
  });
}

/** A stream may repeat what is older than the answer of a request. */
export function withPower(
  known: FacilityEnergy,
  { asOf, powerConsumedW, powerProducedW }: LivePower,
): FacilityEnergy {
  if (known.asOf !== null && Date.parse(asOf) < Date.parse(known.asOf)) return known;
  return { ...known, asOf, powerConsumedW, powerProducedW };
}

/** All that is measured is asked again, for who wants to see it anew. */
export function useRefreshEnergy() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: facilityEnergyKeys.all });
}

interface HistoryAsked {
  readonly facilityId: string;
  readonly resolution: HistoryResolution;
  /** Milliseconds since 1970; `to` is not part of it. */
  readonly from: number;
  readonly to: number;
  /** Whether more may come: then it is asked again now and then. */
  readonly isRunning: boolean;
}

export function useFacilityHistory(asked: HistoryAsked | null) {
  const api = useApi();
  const { facilityId = "", resolution = "quarter", from = 0, to = 0 } = asked ?? {};
  return useQuery({
    queryKey: facilityEnergyKeys.history(facilityId, resolution, from, to),
    enabled: asked !== null,
    refetchInterval: asked?.isRunning === true ? RUNNING_EVERY_MS : false,
    queryFn: ({ signal }) =>
      answer(
        api.energy.GET("/energy-data/facility/{facilityId}/history", {
          params: {
            path: { facilityId },
            query: {
              resolution,
              from: new Date(from).toISOString(),
              to: new Date(to).toISOString(),
            },
          },
          signal,
        }),
      ),
  });
}

/** The facility's line of a month, "2026-11". */
export function useFacilityStatement(facilityId: string, month: string) {
  const api = useApi();
  return useQuery({
    queryKey: facilityEnergyKeys.statement(facilityId, month),
    queryFn: ({ signal }) =>
      // Without a format it is JSON; the description lists the files of the same path too.
      answer(
        api.energy.GET("/energy-data/facility/{facilityId}/statement/{month}", {
          params: { path: { facilityId, month } },
          signal,
        }),
      ) as Promise<FacilityStatement>,
  });
}

/** What the facility had of its community's shared energy in a time. */
export function useFacilityShared(facilityId: string, from: number, to: number) {
  const api = useApi();
  return useQuery({
    queryKey: facilityEnergyKeys.shared(facilityId, from, to),
    queryFn: ({ signal }) =>
      answer(
        api.energy.GET("/energy-data/facility/{facilityId}/shared-energy", {
          params: {
            path: { facilityId },
            query: { from: new Date(from).toISOString(), to: new Date(to).toISOString() },
          },
          signal,
        }),
      ),
  });
}

export interface ExportAsked {
  readonly resolution: HistoryResolution;
  readonly from: number;
  readonly to: number;
  readonly format: components["schemas"]["ExportFormat"];
  readonly locale: components["schemas"]["Locale"];
}

/** The history as the bytes of a file. */
export function useExportHistory(facilityId: string) {
  const api = useApi();
  return useMutation({
    mutationFn: ({ from, to, ...query }: ExportAsked) =>
      answer(
        api.energy.GET("/energy-data/facility/{facilityId}/export", {
          params: {
            path: { facilityId },
            query: {
              ...query,
              from: new Date(from).toISOString(),
              to: new Date(to).toISOString(),
            },
          },
          parseAs: "arrayBuffer",
        }),
      ),
  });
}

export interface StatementFileAsked {
  readonly month: string;
  readonly format: "csv" | "pdf";
  readonly language: components["schemas"]["Language"];
}

/** The month's statement as the bytes of a file. */
export function useStatementFile(facilityId: string) {
  const api = useApi();
  return useMutation({
    mutationFn: ({ month, format, language }: StatementFileAsked) =>
      answer(
        api.energy.GET("/energy-data/facility/{facilityId}/statement/{month}", {
          params: {
            path: { facilityId, month },
            query: { format, language, locale: language },
          },
          parseAs: "arrayBuffer",
        }),
      ),
  });
}
