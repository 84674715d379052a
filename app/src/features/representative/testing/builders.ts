/** Data as the services send them, for the tests of this feature. */
import {
  type AuditEntry,
  type Eligibility,
  type MemberFacility,
  type Offer,
} from "@/api/queries/representative";
import { COMMUNITY_ID, HOUSE_ID, ME, OTHER } from "@/testing/registry";

export function member(changes: Partial<MemberFacility> = {}): MemberFacility {
  return {
    facilityId: HOUSE_ID,
    name: "Casa Olga",
    memberType: "consumer",
    maxConsumptionW: 3000,
    maxProductionW: 0,
    validFrom: "2026-06-01T00:00:00Z",
    ...changes,
  };
}

export function offer(changes: Partial<Offer> = {}): Offer {
  return {
    status: "pending",
    communityId: COMMUNITY_ID,
    facilityId: HOUSE_ID,
    kind: "request",
    offeredBy: OTHER,
    offeredAt: "2026-11-20T09:00:00Z",
    validFrom: null,
    facility: {
      name: "Casa Olga",
      memberType: "consumer",
      maxConsumptionW: 3000,
      maxProductionW: 0,
    },
    ...changes,
  };
}

export function eligibility(changes: Partial<Eligibility> = {}): Eligibility {
  return {
    communityId: COMMUNITY_ID,
    eligible: true,
    status: "active",
    memberCount: 2,
    connectionPointCount: 2,
    consumerCount: 1,
    producerCount: 1,
    plantPowerW: 6000,
    olderPlantPowerW: 0,
    olderPlantShare: 0,
    findings: [],
    ...changes,
  };
}

export function entry(changes: Partial<AuditEntry>): AuditEntry {
  return {
    at: "2026-11-20T09:00:00Z",
    by: ME,
    action: "change_community",
    before: null,
    after: null,
    ...changes,
  };
}
