/** Answers of the services, as tests need them. */
import { type Facility } from "@/api/queries/facilities";
import { type FacilityEnergy } from "@/api/queries/facilityEnergy";

export const FACILITY_ID = "7b6f2c1e-0000-4000-8000-000000000001";

export function facilityOf(change: Partial<Facility> = {}): Facility {
  return {
    facilityId: FACILITY_ID,
    version: 3,
    changedAt: "2026-11-01T10:00:00Z",
    name: "Casa Olga",
    region: "Piemonte",
    primarySubstationCode: "AC001E00001",
    memberType: "self-consumer",
    meterKind: "GEMIS",
    transformationConstant: 1,
    maxConsumptionW: 3300,
    maxProductionW: 6000,
    commissionedOn: "2023-05-04",
    plantSource: "photovoltaic",
    regionalBonus: true,
    incentivesReduction: 0,
    ownerKind: "natural-person",
    storageEfficiency: null,
    role: "owner",
    device: null,
    community: null,
    ...change,
  };
}

export function energyOf(change: Partial<FacilityEnergy> = {}): FacilityEnergy {
  return {
    facilityId: FACILITY_ID,
    asOf: new Date().toISOString(),
    powerConsumedW: 1234,
    powerProducedW: 0,
    consumedLast24hWh: 8200,
    producedLast24hWh: 21_000,
    ...change,
  };
}
