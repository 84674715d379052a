import { fireEvent, screen } from "@testing-library/react-native";

import { community, communityRoutes, episodes } from "@/live/testing/builders";
import { dictionary } from "@/texts/dictionary";
import { fakeServer, problem, type Routes } from "@/testing/fakeServer";
import { renderScreen } from "@/testing/renderScreen";
import { COMMUNITY_ID } from "@/testing/registry";

import { CommunitiesScreen } from "../screens/CommunitiesScreen";
import { CommunityScreen } from "../screens/CommunityScreen";

const mockRouter = { push: jest.fn(), replace: jest.fn(), back: jest.fn(), canGoBack: () => false };
jest.mock("expo-router", () => ({ useRouter: () => mockRouter, useIsFocused: () => true }));

const words = dictionary.en.community;
const live = dictionary.en.live;
const ENERGY = `/energy-data/community/${COMMUNITY_ID}`;

async function list(change: Routes = {}) {
  await renderScreen(<CommunitiesScreen />, { server: fakeServer(communityRoutes(change)) });
}

async function one(change: Routes = {}) {
  const server = fakeServer(communityRoutes(change));
  await renderScreen(<CommunityScreen communityId={COMMUNITY_ID} />, { server });
  return server;
}

test("the list says of each community whether now is a good time", async () => {
  await list();
  expect(await screen.findByText("CER del Lago")).toBeVisible();
  expect(await screen.findByText(live.verdict.good)).toBeVisible();
  expect(screen.getByText("Member · Active · 11 members")).toBeVisible();
});

test("without a community it says how to come to one", async () => {
  await list({ "GET /user/community": { body: [] } });
  expect(await screen.findByText(words.noneText)).toBeVisible();
  fireEvent.press(screen.getByRole("button", { name: words.create }));
  expect(mockRouter.push).toHaveBeenCalledWith("/communities/new");
});

test("a member sees the community live, the representative manages it too", async () => {
  await one();
  expect(await screen.findByText(live.verdict.good)).toBeVisible();
  expect(screen.queryByText(words.manage)).toBeNull();
  screen.unmount();
  await one({
    [`GET /community/${COMMUNITY_ID}`]: { body: community({ role: "representative" }) },
  });
  expect(await screen.findByText(words.manage)).toBeVisible();
});

test("the day in the place of now", async () => {
  await one();
  fireEvent.press(await screen.findByRole("radio", { name: words.today }));
  expect(await screen.findByText(words.sharedByHour)).toBeVisible();
  expect(screen.queryByText(live.verdict.good)).toBeNull();
});

test("a month with what it shared and earned; one without readings says so", async () => {
  const day = {
    from: new Date(new Date().setHours(0, 0, 0, 0)).toISOString(),
    to: new Date().toISOString(),
    fedInWh: 20_000,
    withdrawnWh: 9_000,
    sharedWh: 8_000,
    coverageS: 40_000,
  };
  const server = await one({
    [`GET ${ENERGY}/shared-energy`]: { body: { hours: [day] } },
    [`GET ${ENERGY}/incentives`]: {
      body: {
        fedInWh: 20_000,
        withdrawnWh: 9_000,
        provisionalBecause: ["period_not_over", "prices_missing"],
        community: { sharedWh: 8_000, premiumEur: 0.7, valorizationEur: 0.1, totalEur: 0.8 },
      },
    },
  });
  fireEvent.press(await screen.findByRole("radio", { name: words.month }));
  expect(await screen.findByText(/€0\.80/)).toBeVisible();
  expect(screen.getByText(words.sharedPart("40%"))).toBeVisible();
  expect(
    screen.getByText("Provisional: the period is not over, energy prices are missing."),
  ).toBeVisible();
  server.set({ [`GET ${ENERGY}/shared-energy`]: { body: { hours: [] } } });
  fireEvent.press(screen.getByRole("button", { name: words.previousMonth }));
  expect(await screen.findByText(words.emptyMonth)).toBeVisible();
});

test("an episode says what it meant for the reader", async () => {
  const [episode] = episodes(1);
  const path = `/live/community/${COMMUNITY_ID}/episode`;
  await one({
    [`GET ${path}`]: { body: [episode] },
    [`GET ${path}/${episode!.episodeId}`]: {
      body: { ...episode, ownOutcome: "quiet_hours", audience: null },
    },
  });
  fireEvent.press(await screen.findByRole("button", { name: /6 h/ }));
  expect(await screen.findByText(words.outcome.quiet_hours)).toBeVisible();
});

test("figures that would tell of one household are explained, not tried again", async () => {
  await one({ [`GET ${ENERGY}/today`]: { status: 403, body: problem("too_few_facilities") } });
  fireEvent.press(await screen.findByRole("radio", { name: words.today }));
  expect((await screen.findAllByText(live.tooFew)).length).toBeGreaterThan(0);
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
});

test("a community that one may not see says so", async () => {
  await one({ [`GET /community/${COMMUNITY_ID}`]: { status: 403, body: problem("no_access") } });
  expect(await screen.findByRole("button", { name: "Try again" })).toBeVisible();
});
