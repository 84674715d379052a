import AsyncStorage from "@react-native-async-storage/async-storage";
import { QueryClient } from "@tanstack/react-query";

import { createApi, createSignedOutClient } from "@/api/clients";
import { liveKeys } from "@/api/queries/live";
import { Session } from "@/session/session";
import { fakeServer, type Routes } from "@/testing/fakeServer";
import { community, COMMUNITY_ID, ME } from "@/testing/registry";

import { askAhead } from "../askAhead";

const SERVER = "http://services.test";
const OTHER_ID = "dddddddd-dddd-4ddd-8ddd-dddddddddddd";
const KNOWN: Routes = {
  "GET /user/facility": { body: [] },
  "GET /user/community": { body: [community(), community({ communityId: OTHER_ID })] },
  [`GET /live/community/${COMMUNITY_ID}/snapshot`]: { body: { of: "the first" } },
  [`GET /live/community/${OTHER_ID}/snapshot`]: { body: { of: "the other" } },
};
const TOKENS = { userId: ME, accessToken: "a", refreshToken: "r", renewAt: Date.now() + 600_000 };

async function ask(path: string, tokens: object | null = TOKENS, routes = KNOWN) {
  const server = fakeServer(routes);
  const session = new Session({
    client: createSignedOutClient(SERVER, server.fetch),
    storage: {
      read: () => Promise.resolve(tokens && JSON.stringify(tokens)),
      write: () => Promise.resolve(),
      remove: () => Promise.resolve(),
      watch: () => () => undefined,
      exclusively: (work) => work(),
    },
  });
  const api = createApi({ serverUrl: SERVER, credentials: session, fetch: server.fetch });
  const queryClient = new QueryClient({ defaultOptions: { queries: { gcTime: Infinity } } });
  await askAhead({ session, api, queryClient }, path);
  return { server, balance: (id: string) => queryClient.getQueryData(liveKeys.balance(id)) };
}

beforeEach(() => AsyncStorage.clear());

test("Now's community, balance and facilities are known before anything is drawn", async () => {
  const { balance, server } = await ask("/now");
  expect(balance(COMMUNITY_ID)).toEqual({ of: "the first" });
  expect(server.asked.map(({ path }) => path)).toContain("/user/facility");
});

test("of several communities it is the one looked at last", async () => {
  await AsyncStorage.setItem("meriggio.preferences", JSON.stringify({ communityId: OTHER_ID }));
  const { balance } = await ask("/");
  expect(balance(OTHER_ID)).toEqual({ of: "the other" });
  expect(balance(COMMUNITY_ID)).toBeUndefined();
});

test("nobody asks for who is not signed in, or opens something else", async () => {
  expect((await ask("/now", null)).server.asked).toEqual([]);
  expect((await ask("/inbox")).server.asked).toEqual([]);
});

test("a server that refuses breaks nothing", async () => {
  const { server } = await ask("/now", TOKENS, {});
  expect(server.asked.map(({ path }) => path).sort()).toEqual([
    "/user/community",
    "/user/facility",
  ]);
});
