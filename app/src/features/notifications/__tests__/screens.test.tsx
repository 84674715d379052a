import { act, fireEvent, screen, waitFor } from "@testing-library/react-native";

import { notificationSettingsKeys } from "@/api/queries/notificationSettings";
import { type Answer, fakeServer, problem, type Routes } from "@/testing/fakeServer";
import { renderScreen } from "@/testing/renderScreen";

import { EpisodeScreen } from "../screens/EpisodeScreen";
import { InboxScreen } from "../screens/InboxScreen";
import { NotificationSettingsScreen } from "../screens/NotificationSettingsScreen";
import { notificationOf } from "../testing/samples";

const mockPush = jest.fn();
jest.mock("expo-router", () => ({
  useRouter: () => ({ push: mockPush, back: jest.fn(), canGoBack: () => true, replace: jest.fn() }),
}));
jest.mock("expo-notifications", () => ({}));
jest.mock("@/push/device", () => ({
  pushChannel: () => "web_push",
  permission: () => Promise.resolve("undecided"),
  subscribe: () => Promise.resolve(null),
  unsubscribe: () => Promise.resolve(),
  deviceLabel: () => "Test",
}));

const NONE_READ = { "GET /notification/unread-count": { body: { unreadCount: 1 } } };
const INBOX: Routes = { ...NONE_READ, "GET /notification": { body: [notificationOf()] } };

describe("the inbox", () => {
  test("without any it says what to do next", async () => {
    await renderScreen(<InboxScreen />, {
      server: fakeServer({
        "GET /notification": { body: [] },
        "GET /notification/unread-count": { body: { unreadCount: 0 } },
      }),
    });
    fireEvent.press(await screen.findByText("Choose how"));
    expect(mockPush).toHaveBeenCalledWith("/settings/notifications");
  });

  test("a failure can be tried again", async () => {
    await renderScreen(<InboxScreen />, {
      server: fakeServer({ "GET /notification": { status: 503, body: problem("unavailable") } }),
    });
    expect(await screen.findByText("Try again")).toBeTruthy();
  });

  test("pressing one opens its episode, and it is read (FR4.1)", async () => {
    const server = fakeServer({ ...INBOX, "PUT /notification/n1/read": { status: 200, body: {} } });
    await renderScreen(<InboxScreen />, { server });
    fireEvent.press(await screen.findByText("About 2.3 kW to spare"));
    expect(mockPush).toHaveBeenCalledWith("/communities/c1/episodes/e1");
    await waitFor(() => expect(server.asked.map(({ method }) => method)).toContain("PUT"));
  });

  test("all are read at once, which is said though its button is gone", async () => {
    const server = fakeServer({ ...INBOX, "POST /notification/read-all": { body: {} } });
    await renderScreen(<InboxScreen />, { server });
    expect(await screen.findByText("1 unread")).toBeTruthy();
    let tellCount: (answer: Answer) => void = () => undefined;
    const count = new Promise<Answer>((resolve) => (tellCount = resolve));
    server.set({ "GET /notification/unread-count": () => count });
    fireEvent.press(await screen.findByText("Mark all as read"));
    await waitFor(() => expect(screen.queryByText("Mark all as read")).toBeNull());
    tellCount({ body: { unreadCount: 0 } });
    expect((await screen.findAllByText("All notifications are read.")).length).toBeGreaterThan(0);
  });
});

const EPISODE = {
  episodeId: "e1",
  communityId: "c1",
  startedAt: "2026-11-30T10:50:00Z",
  detectedAt: "2026-11-30T11:00:00Z",
  endedAt: "2026-11-30T12:20:00Z",
  detectedExcessW: 2300,
  peakExcessW: 4100,
  notifiedAt: "2026-11-30T11:00:00Z",
  endReason: "below",
  calls: 1,
  lastCalledAt: null,
  correction: null,
  ownOutcome: "told",
  audience: null,
};

test("an episode says what was told, how it went, and which ways the news took", async () => {
  await renderScreen(<EpisodeScreen communityId="c1" episodeId="e1" />, {
    server: fakeServer({
      ...INBOX,
      "PUT /notification/n1/read": { body: {} },
      "GET /live/community/c1/episode/e1": { body: EPISODE },
      "GET /notification/n1/delivery": {
        body: [
          {
            channel: "mail",
            endpointId: null,
            label: null,
            status: "sent",
            attempts: 1,
            finishedAt: "2026-11-30T11:00:03Z",
            nextAttemptAt: null,
            latencyS: 3,
            error: null,
          },
        ],
      },
    }),
  });
  expect(await screen.findByText("About 2.3 kW to spare")).toBeTruthy();
  expect(screen.getByText("4.1 kW")).toBeTruthy();
  expect(await screen.findByText("delivered")).toBeTruthy();
});

const PREFERENCE = {
  wanted: true,
  surplusOver: false,
  perDay: 1,
  perWeek: 3,
  minimumGapS: 14400,
  quietFrom: null,
  quietTo: null,
  timeZone: null,
  language: null,
  mail: "without_push",
  timeZoneInForce: "Europe/Rome",
  languageInForce: "it",
  communities: [],
};
const HOOK = {
  endpointId: "h1",
  kind: "webhook",
  label: "Home",
  address: "https://home…/told",
  createdAt: "2026-11-30T10:00:00Z",
  enabled: true,
  disabledAt: null,
  disabledReason: null,
  lastSentAt: null,
  lastFailedAt: null,
  lastError: null,
  failures: 0,
  installId: null,
};
const SETTINGS: Routes = {
  "GET /notification/preference": { body: PREFERENCE },
  "GET /notification/channel": {
    body: [
      { kind: "mail", isImplicit: true, schemes: null, publicKey: null },
      { kind: "webhook", isImplicit: false, schemes: ["https"], publicKey: null },
    ],
  },
  "GET /notification/endpoint": { body: [HOOK] },
  "GET /user/community": { body: [] },
};

describe("settings", () => {
  test("a switch changes that field alone", async () => {
    const server = fakeServer({
      ...SETTINGS,
      "PATCH /notification/preference": { body: { ...PREFERENCE, surplusOver: true } },
    });
    await renderScreen(<NotificationSettingsScreen />, { server });
    fireEvent.press(await screen.findByText("Tell me too when it is over"));
    await waitFor(() =>
      expect(server.asked.find(({ method }) => method === "PATCH")?.body).toEqual({
        surplusOver: true,
      }),
    );
  });

  test("a test says how it went", async () => {
    const server = fakeServer({
      ...SETTINGS,
      "POST /notification/endpoint/h1/test": {
        body: { status: "failed", error: "it answered 500", endpoint: HOOK },
      },
    });
    await renderScreen(<NotificationSettingsScreen />, { server });
    fireEvent.press(await screen.findByText("Test"));
    expect(await screen.findByText("The test did not arrive. it answered 500")).toBeTruthy();
  });

  test("that a way out is removed is said though its card is gone", async () => {
    const server = fakeServer(SETTINGS);
    server.set({
      "DELETE /notification/endpoint/h1": () => {
        server.set({ "GET /notification/endpoint": { body: [] } });
        return { body: {} };
      },
    });
    await renderScreen(<NotificationSettingsScreen />, { server });
    fireEvent.press(await screen.findByText("Remove"));
    fireEvent.press((await screen.findAllByText("Remove")).at(-1)!);
    expect((await screen.findAllByText("Removed.")).length).toBeGreaterThan(0);
    await waitFor(() => expect(screen.queryByText("Home")).toBeNull());
  });

  test("how a test went is said before the list is asked again", async () => {
    const server = fakeServer(SETTINGS);
    server.set({
      "POST /notification/endpoint/h1/test": () => {
        server.set({ "GET /notification/endpoint": () => new Promise(() => undefined) });
        return { body: { status: "failed", error: "it answered 500", endpoint: HOOK } };
      },
    });
    await renderScreen(<NotificationSettingsScreen />, { server });
    fireEvent.press(await screen.findByText("Test"));
    expect(await screen.findByText("The test did not arrive. it answered 500")).toBeTruthy();
  });

  test("quiet hours chosen meanwhile are shown until one types", async () => {
    const server = fakeServer(SETTINGS);
    const { queryClient } = await renderScreen(<NotificationSettingsScreen />, { server });
    expect(await screen.findByLabelText("From")).toHaveProp("value", "");
    const chosen = { ...PREFERENCE, quietFrom: "13:00", quietTo: "15:00" };
    act(() => void queryClient.setQueryData(notificationSettingsKeys.preference(), chosen));
    await waitFor(() => expect(screen.getByLabelText("From")).toHaveProp("value", "13:00"));
    expect(screen.getByLabelText("To")).toHaveProp("value", "15:00");
  });

  test("quiet hours that are none are said at their field, and not sent", async () => {
    const server = fakeServer(SETTINGS);
    await renderScreen(<NotificationSettingsScreen />, { server });
    fireEvent.changeText(await screen.findByLabelText("From"), "25:00");
    fireEvent.changeText(screen.getByLabelText("To"), "7");
    fireEvent.press(screen.getByText("Save the hours"));
    expect((await screen.findAllByText("Enter a time, such as 22:00.")).length).toBeGreaterThan(0);
    expect(server.asked.some(({ method }) => method === "PATCH")).toBe(false);
  });
});
