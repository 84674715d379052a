import AsyncStorage from "@react-native-async-storage/async-storage";
import { createAsyncStoragePersister } from "@tanstack/query-async-storage-persister";
import { QueryClient, type Query } from "@tanstack/react-query";
import {
  type PersistedClient,
  type PersistQueryClientOptions,
} from "@tanstack/react-query-persist-client";

import { boundedJson, OLDEST_CACHE_MS } from "./boundedCache";
import { isFailure, Problem } from "./problems";

declare module "@tanstack/react-query" {
  interface Register {
    defaultError: Error;
    queryMeta: {
      /** False for what must not lie on the device, or is too large to. */
      isKept?: boolean;
    };
  }
}

const KEPT_AS = "meriggio.cache";
const MOST_TRIES = 2;
const STALE_AFTER_MS = 30_000;
const WRITE_EVERY_MS = 2_000;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: STALE_AFTER_MS, gcTime: OLDEST_CACHE_MS, retry: mayHelp, retryDelay },
      mutations: { networkMode: "always", retry: false },
    },
  });
}

/** What is asked again by itself: what may go well the next time. */
export function mayHelp(failures: number, error: Error): boolean {
  if (!isFailure(error) || failures >= MOST_TRIES) return false;
  return !(error instanceof Problem) || error.status >= 500;
}

export function retryDelay(failures: number, error: Error): number {
  const askedS = error instanceof Problem ? error.retryAfterS : 0;
  return Math.max(askedS * 1000, 1000 * 2 ** failures);
}

/** The cache on the device: one user's, of one version of the app. */
export function persistence(userId: string, appVersion: string) {
  let isOpen = true;
  const persister = createAsyncStoragePersister({
    storage: {
      getItem: (key) => AsyncStorage.getItem(key),
      // The persister writes late: never after its user has left.
      setItem: (key, value) => (isOpen ? AsyncStorage.setItem(key, value) : Promise.resolve()),
      removeItem: (key) => AsyncStorage.removeItem(key),
    },
    key: KEPT_AS,
    throttleTime: WRITE_EVERY_MS,
    serialize: (client) => boundedJson(client),
    // What boundedJson wrote.
    deserialize: (kept) => outdated(JSON.parse(kept) as PersistedClient),
  });
  const options: Omit<PersistQueryClientOptions, "queryClient"> = {
    persister,
    buster: `${appVersion} ${userId}`,
    maxAge: OLDEST_CACHE_MS,
    dehydrateOptions: { shouldDehydrateQuery: isKept, shouldDehydrateMutation: () => false },
  };
  const forget = async () => {
    isOpen = false;
    await AsyncStorage.removeItem(KEPT_AS);
  };
  return { options, forget };
}

/** Of last time: shown with its age, and asked for again at once, however short a while ago it was true. */
function outdated({ clientState, ...rest }: PersistedClient): PersistedClient {
  const queries = clientState.queries.map((query) => ({
    ...query,
    state: { ...query.state, isInvalidated: true },
  }));
  return { ...rest, clientState: { ...clientState, queries } };
}

function isKept(query: Query): boolean {
  return query.state.status === "success" && query.meta?.isKept !== false;
}
