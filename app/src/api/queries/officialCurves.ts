/** Quarter-hours of the distributor or GSE: imports, and how they differ from what was measured. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { useApi } from "../ApiProvider";
import { answer } from "../clients";
import { type components, type operations } from "../generated/energy";

import { facilityEnergyKeys } from "./facilityEnergy";

type Schemas = components["schemas"];
export type CurveReport = Schemas["CurveReportAnswer"];
export type CurveImport = Schemas["ImportAnswer"];
export type CurveDifference = Schemas["CurveDifferenceAnswer"];
export type ComparedResolution = Schemas["ComparedResolution"];
export type Direction = Schemas["Direction"];
type Parameters = NonNullable<
  operations["import_curve_energy_data_facility__facilityId__official_curve_post"]["parameters"]["query"]
>;
/** What is said of a file that does not say it itself. */
export type CurveForm = Pick<
  Parameters,
  | "direction"
  | "unit"
  | "stamp"
  | "zone"
  | "timeColumn"
  | "clockColumn"
  | "consumedColumn"
  | "producedColumn"
>;

const PATH = "/energy-data/facility/{facilityId}/official-curve";

export const officialCurveKeys = {
  all: (facilityId: string) => [...facilityEnergyKeys.all, "official", facilityId] as const,
  imports: (facilityId: string) => [...officialCurveKeys.all(facilityId), "imports"] as const,
  difference: (facilityId: string, from: string, to: string, resolution: ComparedResolution) =>
    [...officialCurveKeys.all(facilityId), "difference", from, to, resolution] as const,
};

/** The latest fifty, newest first, undone ones too. */
export function useCurveImports(facilityId: string, isAllowed: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: officialCurveKeys.imports(facilityId),
    enabled: isAllowed,
    queryFn: ({ signal }) =>
      answer(api.energy.GET(PATH, { params: { path: { facilityId } }, signal })),
  });
}

export interface ComparedPeriod {
  /** RFC 3339. */
  readonly from: string;
  readonly to: string;
  readonly resolution: ComparedResolution;
}

/** Measured beside official energy; of no period nothing is asked. */
export function useCurveDifference(facilityId: string, period: ComparedPeriod | null) {
  const api = useApi();
  const { from = "", to = "", resolution = "day" } = period ?? {};
  return useQuery({
    queryKey: officialCurveKeys.difference(facilityId, from, to, resolution),
    enabled: period !== null,
    queryFn: ({ signal }) =>
      answer(
        api.energy.GET(`${PATH}/difference`, {
          params: { path: { facilityId }, query: { from, to, resolution } },
          signal,
        }),
      ),
  });
}

export interface CurveFile {
  readonly name: string;
  readonly text: string;
  readonly form: CurveForm;
  readonly isDryRun: boolean;
  /** Put the file's values in the place of others that are stored. */
  readonly isReplacing: boolean;
}

/** Imports a file, or says what would become of it. */
export function useBringCurve(facilityId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ name, text, form, isDryRun, isReplacing }: CurveFile) =>
      answer(
        api.energy.POST(PATH, {
          params: {
            path: { facilityId },
            query: { ...form, fileName: name, dryRun: isDryRun, replace: isReplacing },
          },
          body: text,
          bodySerializer: (body) => body,
          headers: { "Content-Type": "text/csv" },
        }),
      ),
    onSuccess: async ({ dryRun }) => {
      // Official values are in histories and statements too.
      if (!dryRun) await queryClient.invalidateQueries({ queryKey: facilityEnergyKeys.all });
    },
  });
}

/** What other imports say of its time holds again, or nothing. */
export function useUndoCurve(facilityId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (importId: string) => {
      await api.energy.DELETE(`${PATH}/{importId}`, { params: { path: { facilityId, importId } } });
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: facilityEnergyKeys.all }),
  });
}
