/** Official curves as the energy service tells them. */
import {
  type CurveDifference,
  type CurveImport,
  type CurveReport,
} from "@/api/queries/officialCurves";

import { FACILITY_ID } from "./samples";

const FROM = "2026-03-01T00:00:00Z";
const TO = "2026-03-08T00:00:00Z";

/** Of a file that is in order: a week of what a facility draws. */
export function report(change: Partial<CurveReport> = {}): CurveReport {
  const nothing = { measuredWh: 0, officialWh: null, differenceWh: null, officialCoverageS: 0 };
  return {
    facilityId: FACILITY_ID,
    dryRun: true,
    imported: null,
    alreadyImported: null,
    mapping: {
      layout: "quarter-rows",
      encoding: "utf-8",
      separator: "semicolon",
      decimalMark: "comma",
      unit: "kWh",
      stamp: "start",
      zone: "rome",
      headerLine: 1,
      timeColumn: "Data",
      clockColumn: null,
      consumedColumn: "Prelievo",
      producedColumn: null,
      assumed: [],
    },
    rows: 672,
    quarterHours: 672,
    directions: ["consumed"],
    period: { from: FROM, to: TO },
    changedQuarterHours: 672,
    months: ["2026-03"],
    duplicates: 0,
    missingCount: 0,
    missing: [],
    errorCount: 0,
    errors: [],
    conflictCount: 0,
    conflicts: [],
    implausibleCount: 0,
    implausible: [],
    consumed: { measuredWh: 58_000, officialWh: 60_000, differenceWh: 2_000, officialCoverageS: 1 },
    produced: nothing,
    measuredCoverageS: 604_800,
    ...change,
  };
}

export function curveImport(change: Partial<CurveImport> = {}): CurveImport {
  return {
    importId: "i1",
    importedBy: "u1",
    importedAt: "2026-03-10T08:00:00Z",
    fileName: "marzo.csv",
    sha256: "s",
    quarterHours: 672,
    from: FROM,
    to: TO,
    directions: ["consumed"],
    status: "applied",
    undoneBy: null,
    undoneAt: null,
    ...change,
  };
}

/** A day's energy drawn, in Wh; nothing was fed in. */
export function compared(
  officialWh: number | null,
  measuredWh: number,
  measuredCoverageS = 86_400,
): CurveDifference["intervals"][number] {
  const differenceWh = officialWh === null ? null : officialWh - measuredWh;
  return {
    from: FROM,
    to: "2026-03-02T00:00:00Z",
    consumed: { officialWh, measuredWh, differenceWh, officialCoverageS: 86_400 },
    produced: { officialWh: null, measuredWh: 0, differenceWh: null, officialCoverageS: 0 },
    measuredCoverageS,
  };
}
