/** A community's settled months: the year, a month's statement and its versions, what GSE pays. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { useApi } from "../ApiProvider";
import { answer } from "../clients";
import { type components } from "../generated/energy";
import { Problem } from "../problems";

import { communityEnergyKeys } from "./communityEnergy";

type Schemas = components["schemas"];
export type SettledYear = Schemas["YearAnswer"];
export type SettlementHead = Schemas["SettlementHead"];
export type CommunityStatement = Schemas["StatementAnswer"];
export type StatementLine = Schemas["StatementLineItem"];
export type SettlementDifference = Schemas["DifferenceAnswer"];
export type Reconciliation = Schemas["ReconciliationAnswer"];
export type GseLine = Schemas["GseLineItem"];
export type Provisional = Schemas["Provisional"];
export type Change = Schemas["Change"];
export type Cause = Schemas["Cause"];

export const settlementKeys = {
  all: (communityId: string) => [...communityEnergyKeys.of(communityId), "settlement"] as const,
  year: (communityId: string, year: number) =>
    [...settlementKeys.all(communityId), "year", year] as const,
  month: (communityId: string, month: string) =>
    [...settlementKeys.all(communityId), "month", month] as const,
  statement: (communityId: string, month: string) =>
    [...settlementKeys.month(communityId, month), "statement"] as const,
  versions: (communityId: string, month: string) =>
    [...settlementKeys.month(communityId, month), "versions"] as const,
  difference: (communityId: string, month: string, version: number, other: number) =>
    [...settlementKeys.month(communityId, month), "difference", version, other] as const,
  reconciliation: (communityId: string, month: string) =>
    [...settlementKeys.month(communityId, month), "gse"] as const,
};

const VERSIONS = 50;

/** What is not there yet is an answer too, and no failure. */
async function orNone<T>(asked: Promise<T>, codes: readonly string[]): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Problem && codes.includes(error.code)) return null;
    throw error;
  }
}

export function useSettledYear(communityId: string, year: number) {
  const api = useApi();
  return useQuery({
    queryKey: settlementKeys.year(communityId, year),
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(
        api.energy.GET("/energy-data/community/{communityId}/settlement", {
          params: { path: { communityId }, query: { year } },
          signal,
        }),
      ),
  });
}

/** The newest version of a month with every facility's line; null while it is not settled. */
export function useCommunityStatement(communityId: string, month: string) {
  const api = useApi();
  return useQuery({
    queryKey: settlementKeys.statement(communityId, month),
    queryFn: ({ signal }) =>
      orNone(
        // Without a format it is JSON; the description lists the files of the same path too.
        answer(
          api.energy.GET("/energy-data/community/{communityId}/statement/{month}", {
            params: { path: { communityId, month } },
            signal,
          }),
        ) as Promise<CommunityStatement>,
        ["settlement_not_found", "month_not_found"],
      ),
  });
}

/** Settles the month now: a new version where anything has changed. */
export function useSettleMonth(communityId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (month: string) =>
      answer(
        api.energy.POST("/energy-data/community/{communityId}/settlement/{month}", {
          params: { path: { communityId, month } },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: settlementKeys.all(communityId) }),
  });
}

export interface CommunityFileAsked {
  readonly month: string;
  readonly format: "csv" | "pdf";
  readonly language: Schemas["Language"];
  /** What GSE pays instead of what was computed. */
  readonly isPaid?: boolean;
}

/** A month's statement as the bytes of a file. */
export function useCommunityStatementFile(communityId: string) {
  const api = useApi();
  return useMutation({
    mutationFn: ({ month, format, language, isPaid = false }: CommunityFileAsked) =>
      answer(
        api.energy.GET("/energy-data/community/{communityId}/statement/{month}", {
          params: {
            path: { communityId, month },
            query: { format, language, locale: language, amounts: isPaid ? "paid" : "computed" },
          },
          parseAs: "arrayBuffer",
        }),
      ),
  });
}

/** Results of a month, newest first: the latest fifty. */
export function useSettlementVersions(communityId: string, month: string) {
  const api = useApi();
  return useQuery({
    queryKey: settlementKeys.versions(communityId, month),
    queryFn: async ({ signal }) =>
      (await orNone(
        answer(
          api.energy.GET("/energy-data/community/{communityId}/settlement/{month}/version", {
            params: { path: { communityId, month }, query: { limit: VERSIONS } },
            signal,
          }),
        ),
        ["settlement_not_found"],
      )) ?? [],
  });
}

/** From version `other` to `version`; null while it is not known which. */
export function useSettlementDifference(
  communityId: string,
  month: string,
  pair: { readonly version: number; readonly other: number } | null,
) {
  const api = useApi();
  const { version, other } = pair ?? { version: 0, other: 0 };
  return useQuery({
    queryKey: settlementKeys.difference(communityId, month, version, other),
    enabled: pair !== null,
    queryFn: ({ signal }) =>
      answer(
        api.energy.GET("/energy-data/community/{communityId}/settlement/{month}/difference", {
          params: { path: { communityId, month }, query: { version, otherVersion: other } },
          signal,
        }),
      ),
  });
}

/** The month beside GSE's newest statement; null while none was brought. */
export function useReconciliation(communityId: string, month: string) {
  const api = useApi();
  return useQuery({
    queryKey: settlementKeys.reconciliation(communityId, month),
    queryFn: ({ signal }) =>
      orNone(
        answer(
          api.energy.GET("/energy-data/community/{communityId}/settlement/{month}/gse-statement", {
            params: { path: { communityId, month } },
            signal,
          }),
        ),
        ["gse_statement_not_found"],
      ),
  });
}

export interface PaidLine {
  /** The facility's id; null: all plants in one line. */
  readonly plant: string | null;
  readonly sharedKWh: number | null;
  readonly premiumEur: number | null;
  readonly valorizationEur: number | null;
}

interface PaidByGse {
  readonly month: string;
  readonly note: string;
}

export interface PaidLines extends PaidByGse {
  readonly lines: readonly PaidLine[];
}

export interface PaidFile extends PaidByGse {
  readonly text: string;
  /** Names of columns that are not the usual ones. */
  readonly columns: Readonly<Record<string, string>>;
  /** Each `CODE=facilityId`. */
  readonly codes: readonly string[];
}

const GSE = "/energy-data/community/{communityId}/settlement/{month}/gse-statement";

/** What GSE pays for a month: in one line, a line a plant, or as the file it comes in. */
export function useBringGseStatement(communityId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (brought: PaidLines | PaidFile) => {
      const { month, note } = brought;
      const path = { communityId, month };
      return answer(
        "lines" in brought
          ? api.energy.POST(GSE, {
              params: { path, query: { note } },
              body: { lines: [...brought.lines] },
            })
          : api.energy.POST(GSE, {
              params: { path, query: { note, ...brought.columns, plant: [...brought.codes] } },
              body: brought.text,
              bodySerializer: (body) => body,
              headers: { "Content-Type": "text/csv" },
            }),
      );
    },
    onSuccess: (_, { month }) =>
      queryClient.invalidateQueries({ queryKey: settlementKeys.month(communityId, month) }),
  });
}
