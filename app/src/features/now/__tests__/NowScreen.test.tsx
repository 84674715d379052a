import { onlineManager } from "@tanstack/react-query";
import { fireEvent, screen } from "@testing-library/react-native";

import { balance, communityRoutes, episodes, HOME_ID } from "@/live/testing/builders";
import { dictionary } from "@/texts/dictionary";
import { type Answer, fakeServer, problem, type Routes } from "@/testing/fakeServer";
import { renderScreen } from "@/testing/renderScreen";
import { COMMUNITY_ID } from "@/testing/registry";

import { NowScreen } from "../screens/NowScreen";

const mockRouter = { push: jest.fn(), setParams: jest.fn() };
jest.mock("expo-router", () => ({
  useRouter: () => mockRouter,
  useIsFocused: () => true,
  useLocalSearchParams: () => ({}),
}));

const live = dictionary.en.live;
const words = dictionary.en.now;
const SNAPSHOT = `GET /live/community/${COMMUNITY_ID}/snapshot`;
const EPISODES = `GET /live/community/${COMMUNITY_ID}/episode`;

const EMPTY_HISTORY = {
  from: "2026-06-01T00:00:00Z",
  to: "2026-06-02T00:00:00Z",
  resolution: "hour",
  basis: "measured",
  timeZone: "Europe/Rome",
  units: {},
  asOf: null,
  gaps: [],
};

/** Of the days before this one, 1 kWh to spare in every hour. */
function hours(days: number) {
  const first = Math.floor(Date.now() / 3_600_000) * 3_600_000 - (days + 1) * 86_400_000;
  return Array.from({ length: (days + 1) * 24 }, (_, index) => ({
    from: new Date(first + index * 3_600_000).toISOString(),
    to: new Date(first + (index + 1) * 3_600_000).toISOString(),
    producedWh: 2_000,
    consumedWh: 1_000,
    coverageS: 3_600,
  }));
}

async function shown(change: Routes = {}) {
  const server = fakeServer(communityRoutes(change));
  await renderScreen(<NowScreen />, { server });
  return server;
}

afterEach(() => onlineManager.setOnline(true));

test("FR3.2: with enough to spare it is a good time, in a word and a power", async () => {
  await shown();
  expect(await screen.findByText(live.verdict.good)).toBeVisible();
  expect(screen.getByLabelText(/3\.2 kW to spare/)).toBeVisible();
  expect(screen.getByText("10 of 12 facilities reporting")).toBeVisible();
  expect(screen.getByText("Washing machine")).toBeVisible();
});

test("recent days tell until about when", async () => {
  await shown({ [EPISODES]: { body: episodes(4) } });
  expect(await screen.findByText(/^Until about \d\d:\d\d, as on recent days\.$/)).toBeVisible();
});

test("with nothing to spare it says so, and when there is some as a rule", async () => {
  const short: Answer = { body: balance({ excessPowerW: -800, powerProducedW: 3_300 }) };
  await shown({ [SNAPSHOT]: short, [EPISODES]: { body: episodes(4) } });
  expect(await screen.findByText(live.verdict.notNow)).toBeVisible();
  expect(await screen.findByText(live.windowDays(4))).toBeVisible();
  expect(screen.getByText(words.fitsNothing)).toBeVisible();
});

test("recent days tell how much is left of this one, and are no forecast", async () => {
  const HISTORY = `GET /energy-data/community/${COMMUNITY_ID}/history`;
  await shown({ [HISTORY]: () => ({ body: { ...EMPTY_HISTORY, history: hours(4) } }) });
  expect(await screen.findByText(/^From now to midnight, as a rule: about .*Wh to spare\.$/));
  expect(screen.getByText(live.leftNote)).toBeVisible();
});

test("where they do not tell, nothing is said of it", async () => {
  await shown();
  await screen.findByText(live.verdict.good);
  expect(screen.queryByText(live.leftNote)).toBeNull();
});

test("old figures are no answer", async () => {
  const asOf = new Date(Date.now() - 7_200_000).toISOString();
  await shown({ [SNAPSHOT]: { body: balance({ asOf }) } });
  expect(await screen.findByText(live.verdict.unknown)).toBeVisible();
  expect(screen.queryByText(words.fits)).toBeNull();
});

test("of fewer than three facilities no sum is told", async () => {
  const none = { excessPowerW: null, powerProducedW: null, powerConsumedW: null };
  await shown({ [SNAPSHOT]: { body: balance(none) } });
  expect(await screen.findByText(live.verdict.withheld)).toBeVisible();
});

test("before the first reading it says what is missing", async () => {
  await shown({ [SNAPSHOT]: { status: 404, body: problem("no_balance_yet") } });
  expect(await screen.findByText(live.nothingYet)).toBeVisible();
});

test("today's shared energy and euro, and what one more kWh is worth", async () => {
  await shown();
  expect(await screen.findByText(/€1\.23/)).toBeVisible();
  expect(screen.getByText(/is worth 11\.8.cent\/kWh to the community/)).toBeVisible();
});

test("FR3.1: one's facilities, whether they use or feed in", async () => {
  const facility = {
    facilityId: HOME_ID,
    name: "Casa",
    maxProductionW: 4_000,
    device: { deviceId: "casa-1" },
  };
  const energy = {
    facilityId: HOME_ID,
    asOf: new Date().toISOString(),
    powerConsumedW: 0,
    powerProducedW: 1_800,
    consumedLast24hWh: 0,
    producedLast24hWh: 0,
  };
  await shown({
    "GET /user/facility": { body: [facility] },
    [`GET /energy-data/facility/${HOME_ID}`]: { body: energy },
  });
  expect(await screen.findByText("1.8\u00a0kW")).toBeVisible();
  expect(screen.getByText(words.feeding)).toBeVisible();
});

test("who is in no community is told what to do next", async () => {
  await shown({ "GET /user/community": { body: [] } });
  fireEvent.press(await screen.findByRole("link", { name: new RegExp(words.step.facility) }));
  expect(mockRouter.push).toHaveBeenCalledWith("/facilities/new");
});

test("a failure says what happened and is tried again", async () => {
  const server = await shown({ "GET /user/community": { status: 503, body: problem("x") } });
  const again = await screen.findByRole("button", { name: "Try again" });
  server.set(communityRoutes());
  fireEvent.press(again);
  expect(await screen.findByText(live.verdict.good)).toBeVisible();
});

test("offline, the last figures stay, and it is said that they are", async () => {
  await shown();
  await screen.findByText(live.verdict.good);
  onlineManager.setOnline(false);
  expect(await screen.findByText(/^You are offline: these figures are from/)).toBeVisible();
  expect(screen.getByText("10 of 12 facilities reporting")).toBeVisible();
});

test("in Italian too", async () => {
  const server = fakeServer(communityRoutes());
  await renderScreen(<NowScreen />, { server, language: "it" });
  expect(await screen.findByText("Buon momento")).toBeVisible();
});
