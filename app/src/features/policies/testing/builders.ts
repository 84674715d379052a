/** Data as the services send them, for the tests of this feature. */
import {
  type DistributionAnswer,
  type PolicyVersion,
  type Replay,
  type ReplayedEpisode,
  type Simulation,
} from "@/api/queries/rules";
import {
  type CommunityStatement,
  type SettledYear,
  type SettlementHead,
  type StatementLine,
} from "@/api/queries/settlements";
import { COMMUNITY_ID, HOUSE_ID, ROOF_ID } from "@/testing/registry";

export function episode(changes: Partial<ReplayedEpisode> = {}): ReplayedEpisode {
  const outcomes = { told: 1, day_limit: 1 };
  return {
    startedAt: "2026-11-02T10:00:00Z",
    detectedAt: "2026-11-02T10:10:00Z",
    endedAt: "2026-11-02T13:00:00Z",
    endReason: "below",
    peakExcessW: 3000,
    excessEnergyWh: 4000,
    calledAt: "2026-11-02T10:10:00Z",
    outcomes,
    calls: [{ at: "2026-11-02T10:10:00Z", excessW: 3000, spokenForW: 0, outcomes }],
    ...changes,
  };
}

export function replay(changes: Partial<Replay> = {}): Replay {
  return {
    knownMinutes: 43_200,
    reliableMinutes: 43_200,
    episodes: [episode()],
    calls: 1,
    members: 2,
    toldTimes: { "0": 1, "1": 1 },
    intervalS: 600,
    points: [],
    ...changes,
  };
}

export function version(changes: Partial<PolicyVersion> = {}): PolicyVersion {
  return {
    number: 0,
    validFrom: null,
    policy: {
      parts: { equal: 0, consumption: 0.5, production: 0.5, coefficients: 0 },
      fundsShare: 0,
      socialShare: 0,
      coefficients: {},
      coefficientsSum: 0,
      excessTo: "social",
    },
    decidedBy: null,
    decidedAt: null,
    note: "",
    ...changes,
  };
}

export function distribution(changes: Partial<DistributionAnswer> = {}): DistributionAnswer {
  return {
    communityId: COMMUNITY_ID,
    month: "2026-11",
    inForce: version(),
    explanation: ["Half goes by consumption."],
    planned: [],
    newestVersion: 0,
    ...changes,
  };
}

export function simulation(changes: Partial<Simulation> = {}): Simulation {
  const amounts = (inForceEur: number, proposedEur: number) => ({
    inForceEur,
    proposedEur,
    differenceEur: Math.round((proposedEur - inForceEur) * 100) / 100,
  });
  return {
    communityId: COMMUNITY_ID,
    from: "2026-09",
    to: "2026-11",
    basis: "measured",
    model: "tip",
    totalEur: 10,
    facilities: [
      { facilityId: HOUSE_ID, ...amounts(4, 2.5) },
      { facilityId: ROOF_ID, ...amounts(6, 7.5) },
    ],
    funds: amounts(0, 0),
    social: amounts(0, 0),
    versions: [],
    excess: [],
    provisional: true,
    provisionalBecause: ["period_not_over"],
    ...changes,
  };
}

export function head(changes: Partial<SettlementHead> = {}): SettlementHead {
  return {
    communityId: COMMUNITY_ID,
    month: "2026-10",
    basis: "measured",
    model: "tip",
    version: 2,
    computedAt: "2026-11-01T03:00:00Z",
    fingerprint: "f",
    rules: [],
    policyVersion: 0,
    provisional: false,
    provisionalBecause: [],
    excessShare: 0,
    excessJudgedBy: "settled_months",
    sharedWh: 100_000,
    premiumEur: 11,
    valorizationEur: 1,
    totalEur: 12,
    fundsEur: 1,
    socialEur: 0,
    ...changes,
  };
}

export function line(changes: Partial<StatementLine> = {}): StatementLine {
  return {
    facilityId: HOUSE_ID,
    name: "Casa Olga",
    withdrawnWh: 60_000,
    fedInWh: 0,
    sharedAsConsumerWh: 50_000,
    sharedAsProducerWh: 0,
    sharedAsPlantWh: 0,
    premiumEur: 0,
    valorizationEur: 0,
    partsEur: { consumption: 5 },
    excessEur: 0,
    exactEur: 5,
    amountEur: 5,
    coverageS: 100,
    memberS: 100,
    ...changes,
  };
}

export function statement(changes: Partial<CommunityStatement> = {}): CommunityStatement {
  return {
    communityName: "CER Valle Maira",
    amounts: "computed",
    paidStatement: null,
    settlement: head(),
    lines: [line(), line({ facilityId: ROOF_ID, name: "Tetto", amountEur: 6, coverageS: 50 })],
    days: [{ day: "2026-10-25", sharedAsConsumerWh: 3000, sharedAsProducerWh: 3000 }],
    ...changes,
  };
}

export function year(changes: Partial<SettledYear> = {}): SettledYear {
  return {
    communityId: COMMUNITY_ID,
    year: 2026,
    basis: "measured",
    model: "tip",
    months: [head()],
    sharedWh: 100_000,
    premiumEur: 11,
    valorizationEur: 1,
    totalEur: 12,
    fundsEur: 1,
    socialEur: 0,
    ...changes,
  };
}
