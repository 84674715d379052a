/** What of the cache is kept on the device: the newest answers, up to a size. */
import { type PersistedClient } from "@tanstack/react-query-persist-client";

/** Browsers give a page five megabytes, some of them counted in UTF-16. */
export const LARGEST_CACHE_CHARACTERS = 1_000_000;
/** Older answers tell nothing of a community any more. */
export const OLDEST_CACHE_MS = 3 * 24 * 3_600_000;

/** JSON of the client with as many of the newest queries as fit. Mutations are not kept. */
export function boundedJson(client: PersistedClient, limit = LARGEST_CACHE_CHARACTERS): string {
  const newestFirst = [...client.clientState.queries].sort(
    (one, other) => other.state.dataUpdatedAt - one.state.dataUpdatedAt,
  );
  let size = 0;
  const queries = newestFirst.filter((query) => {
    size += JSON.stringify(query).length;
    return size <= limit;
  });
  return JSON.stringify({ ...client, clientState: { mutations: [], queries } });
}
