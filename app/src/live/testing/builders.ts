/** A community and its figures, for tests of screens. */
import { type Community } from "@/api/queries/communities";
import { type Today } from "@/api/queries/communityEnergy";
import { type LiveBalance, type SurplusEpisode } from "@/api/queries/live";
import { type Answer, problem, type Routes } from "@/testing/fakeServer";
import { community as communityOf, COMMUNITY_ID } from "@/testing/registry";

export const HOME_ID = "33333333-3333-4333-8333-333333333333";

export function community(change: Partial<Community> = {}): Community {
  return communityOf({
    name: "CER del Lago",
    facilityCount: 12,
    memberCount: 11,
    role: "member",
    ...change,
  });
}

/** Of now, with 3.2 kW to spare. */
export function balance(change: Partial<LiveBalance> = {}): LiveBalance {
  return {
    communityId: COMMUNITY_ID,
    asOf: new Date().toISOString(),
    powerConsumedW: 4_100,
    powerProducedW: 7_300,
    excessPowerW: 3_200,
    facilitiesFresh: 10,
    facilitiesStale: 2,
    facilitiesSilent: 0,
    facilitiesTotal: 12,
    freshRatio: 0.83,
    isReliable: true,
    surplusSince: null,
    ...change,
  };
}

const DAY_MS = 86_400_000;

/** One on each of the days before, from three hours before this time of day to three after. */
export function episodes(days: number): SurplusEpisode[] {
  return Array.from({ length: days }, (_, index) => {
    const middle = Date.now() - (index + 1) * DAY_MS;
    return {
      episodeId: `44444444-4444-4444-8444-${String(index).padStart(12, "0")}`,
      communityId: COMMUNITY_ID,
      startedAt: new Date(middle - DAY_MS / 8).toISOString(),
      detectedAt: new Date(middle - DAY_MS / 8).toISOString(),
      endedAt: new Date(middle + DAY_MS / 8).toISOString(),
      detectedExcessW: 1_200,
      peakExcessW: 4_800,
      notifiedAt: null,
      endReason: "below" as const,
      calls: 0,
      lastCalledAt: null,
      correction: null,
    };
  });
}

export function today(change: Partial<Today> = {}): Today {
  const now = Date.now();
  const amounts = {
    fedInWh: 20_000,
    withdrawnWh: 15_000,
    sharedWh: 12_300,
    coverageS: 30_000,
    premiumEur: 1.1,
    valorizationEur: 0.13,
    totalEur: 1.23,
  };
  const from = new Date(now - 3_600_000).toISOString();
  const until = new Date(now + 1_200_000).toISOString();
  return {
    communityId: COMMUNITY_ID,
    asOf: new Date(now).toISOString(),
    from,
    to: until,
    timeZone: "Europe/Rome",
    today: amounts,
    provisionalBecause: ["period_not_over"],
    rules: [],
    hour: {
      ...amounts,
      from,
      to: until,
      powerProducedW: 7_300,
      powerConsumedW: 4_100,
      facilitiesFresh: 10,
      facilitiesTotal: 12,
      projected: { fedInWh: 7_000, withdrawnWh: 4_000, sharedWh: 4_000 },
    },
    oneMoreKwh: { worthEurPerKwh: 0.118, availableWh: 3_000, until, steps: [] },
    hours: [{ ...amounts, from, to: until }],
    ...change,
  };
}

const LIVE = `/live/community/${COMMUNITY_ID}`;
const ENERGY = `/energy-data/community/${COMMUNITY_ID}`;

/** All that the screens of a community ask for. */
export function communityRoutes(change: Routes = {}): Routes {
  const history: Answer = {
    body: {
      from: "2026-06-01T00:00:00Z",
      to: "2026-06-02T00:00:00Z",
      resolution: "quarter",
      basis: "measured",
      timeZone: "Europe/Rome",
      units: {},
      asOf: null,
      gaps: [],
      history: [],
    },
  };
  return {
    "GET /user/community": { body: [community()] },
    "GET /user/facility": { body: [] },
    [`GET /community/${COMMUNITY_ID}`]: { body: community() },
    [`GET /community/${COMMUNITY_ID}/facility`]: { body: [] },
    [`GET ${LIVE}/snapshot`]: () => ({ body: balance() }),
    [`GET ${LIVE}/episode`]: { body: [] },
    [`GET ${ENERGY}`]: { status: 403, body: problem("too_few_facilities") },
    [`GET ${ENERGY}/history`]: history,
    [`GET ${ENERGY}/today`]: () => ({ body: today() }),
    [`GET ${ENERGY}/shared-energy`]: { body: { hours: [] } },
    [`GET ${ENERGY}/impact`]: { status: 403, body: problem("too_few_facilities") },
    [`GET ${ENERGY}/effect`]: { status: 403, body: problem("too_few_facilities") },
    ...change,
  };
}
