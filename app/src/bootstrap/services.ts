/** What the app is made of: one session, one API, one cache. */
import { fetch as streamingFetch } from "expo/fetch";

import { createApi, createSignedOutClient } from "@/api/clients";
import { listenToPhoneNetwork } from "@/api/network";
import { createQueryClient } from "@/api/queryClient";
import { serverUrl } from "@/api/server";
import { SharedStreams } from "@/api/sharedStreams";
import { Session } from "@/session/session";
import { tokenStorage } from "@/session/storage";

import { askAhead } from "./askAhead";

const server = serverUrl();

export const session = new Session({
  client: createSignedOutClient(server),
  storage: tokenStorage,
});
export const api = createApi({ serverUrl: server, credentials: session });
// React Native's own fetch gives no bytes before the end.
export const streams = new SharedStreams(server, session, streamingFetch);
export const queryClient = createQueryClient();

listenToPhoneNetwork();
void askAhead({ session, api, queryClient });
