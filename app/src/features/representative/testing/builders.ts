/** Data as the services send them, for the tests of this feature. */
import { type Community } from "@/api/queries/communities";
import { type Facility } from "@/api/queries/facilities";
import {
  type AuditEntry,
  type Eligibility,
  type MemberFacility,
  type Offer,
} from "@/api/queries/representative";

export const ME = "11111111-1111-4111-8111-111111111111";
export const OTHER = "22222222-2222-4222-8222-222222222222";
export const COMMUNITY_ID = "cccccccc-cccc-4ccc-8ccc-cccccccccccc";
export const HOUSE_ID = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
export const ROOF_ID = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb";

export const POLICY: Community["surplusPolicy"] = {
  thresholdW: 1000,
  thresholdRatio: 0.1,
  endRatio: 0.5,
  minimumDurationS: 600,
  cooldownS: 14_400,
  maximumAgeS: 900,
  minimumFreshRatio: 0.7,
  quietFrom: "21:00",
  quietTo: "08:00",
  timeZone: "Europe/Rome",
  quietOnHolidays: false,
  holidays: [],
  holdOutRatio: 0,
  wattsPerMember: 1000,
  responseRatio: 0.25,
};

export function community(changes: Partial<Community> = {}): Community {
  return {
    communityId: COMMUNITY_ID,
    name: "CER Valle Maira",
    primarySubstationCode: "AC001E00001",
    marketZone: "NORD",
    status: "active",
    facilityCount: 2,
    memberCount: 2,
    version: 3,
    changedAt: "2026-11-01T10:00:00Z",
    representativeId: ME,
    proposedRepresentativeId: null,
    surplusPolicy: POLICY,
    role: "representative",
    ...changes,
  };
}

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
    ...changes,
  };
}

export function facility(changes: Partial<Facility> = {}): Facility {
  return {
    facilityId: HOUSE_ID,
    version: 1,
    changedAt: "2026-11-01T10:00:00Z",
    name: "Casa Olga",
    region: "Piemonte",
    primarySubstationCode: "AC001E00001",
    memberType: "consumer",
    meterKind: "GEMIS",
    transformationConstant: 1,
    maxConsumptionW: 3000,
    maxProductionW: 0,
    commissionedOn: null,
    plantSource: "photovoltaic",
    regionalBonus: true,
    incentivesReduction: 0,
    ownerKind: "natural-person",
    storageEfficiency: null,
    role: "owner",
    device: null,
    community: null,
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
