/** Shows a screen with everything below it real, but for the network. */
import AsyncStorage from "@react-native-async-storage/async-storage";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { configure, render } from "@testing-library/react-native";
import { type ReactNode } from "react";

import { ApiProvider } from "@/api/ApiProvider";
import { createApi, createSignedOutClient } from "@/api/clients";
import { SharedStreams } from "@/api/sharedStreams";
import { type Language } from "@/formats";
import { PreferencesProvider, useLanguage } from "@/preferences/PreferencesProvider";
import { Session } from "@/session/session";
import { SessionProvider } from "@/session/SessionProvider";
import { type TokenStorage } from "@/session/storage";
import { AnnouncerProvider, UiProvider } from "@/ui";

import { type FakeServer } from "./fakeServer";

interface Shown {
  readonly server: FakeServer;
  readonly userId?: string;
  readonly language?: Language;
}

const SERVER = "http://services.test";

// What is awaited comes; how soon is up to the machine.
configure({ asyncUtilTimeout: 20_000 });

export async function renderScreen(screen: ReactNode, { server, userId, language }: Shown) {
  const preferences = JSON.stringify({ language: language ?? "en", theme: "dark" });
  await AsyncStorage.setItem("meriggio.preferences", preferences);
  const session = new Session({
    client: createSignedOutClient(SERVER, server.fetch),
    storage: storageOf(userId ?? "11111111-1111-4111-8111-111111111111"),
  });
  await session.restore();
  const api = createApi({ serverUrl: SERVER, credentials: session, fetch: server.fetch });
  // No stream ever opens: tests of live figures bring their own.
  const streams = new SharedStreams(SERVER, session, () => new Promise(() => undefined));
  const queryClient = new QueryClient({
    // Without an end of what is kept, no timer outlives the test.
    defaultOptions: {
      queries: { retry: false, gcTime: Infinity },
      mutations: { retry: false, gcTime: Infinity },
    },
  });
  const shown = render(
    <SessionProvider session={session}>
      <QueryClientProvider client={queryClient}>
        <ApiProvider api={api} streams={streams}>
          <PreferencesProvider>
            <Looks>{screen}</Looks>
          </PreferencesProvider>
        </ApiProvider>
      </QueryClientProvider>
    </SessionProvider>,
  );
  return { ...shown, queryClient, session };
}

function Looks({ children }: { readonly children: ReactNode }) {
  return (
    <UiProvider theme="dark" language={useLanguage()} timeZone="Europe/Rome">
      <AnnouncerProvider>{children}</AnnouncerProvider>
    </UiProvider>
  );
}

function storageOf(userId: string): TokenStorage {
  const renewAt = Number.MAX_SAFE_INTEGER;
  let kept: string | null = JSON.stringify({
    userId,
    accessToken: "a",
    refreshToken: "r",
    renewAt,
  });
  return {
    read: () => Promise.resolve(kept),
    write: (value) => {
      kept = value;
      return Promise.resolve();
    },
    remove: () => {
      kept = null;
      return Promise.resolve();
    },
    watch: () => () => undefined,
    exclusively: (work) => work(),
  };
}
