/** A community and a facility as the registry sends them: the one home of these samples. */
import { type Community } from "@/api/queries/communities";
import { type Facility } from "@/api/queries/facilities";

export const ME = "11111111-1111-4111-8111-111111111111";
export const OTHER = "22222222-2222-4222-8222-222222222222";
export const COMMUNITY_ID = "cccccccc-cccc-4ccc-8ccc-cccccccccccc";
export const HOUSE_ID = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
export const ROOF_ID = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb";

/** What the registry gives a community that says nothing of it. */
export const SURPLUS_POLICY: Community["surplusPolicy"] = {
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

/** Of two facilities, as its representative sees it. */
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
    surplusPolicy: SURPLUS_POLICY,
    role: "representative",
    ...changes,
  };
}

/** A consumer's, as its owner sees it: without a device, in no community. */
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
