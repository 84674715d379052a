/** Answers of the services, as tests need them. */
import { type Facility } from "@/api/queries/facilities";
import { type FacilityEnergy } from "@/api/queries/facilityEnergy";
import { facility } from "@/testing/registry";

export const FACILITY_ID = "7b6f2c1e-0000-4000-8000-000000000001";

/** A roof with 6 kW. */
export function facilityOf(change: Partial<Facility> = {}): Facility {
  return facility({
    facilityId: FACILITY_ID,
    version: 3,
    memberType: "self-consumer",
    maxConsumptionW: 3300,
    maxProductionW: 6000,
    commissionedOn: "2023-05-04",
    ...change,
  });
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
