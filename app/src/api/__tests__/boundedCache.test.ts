import { type PersistedClient } from "@tanstack/react-query-persist-client";

import { boundedJson } from "../boundedCache";
import { Problem, Unreachable } from "../problems";
import { mayHelp, retryDelay } from "../queryClient";

function client(sizes: number[]): PersistedClient {
  const queries = sizes.map((size, dataUpdatedAt) => ({
    queryKey: [dataUpdatedAt],
    queryHash: String(dataUpdatedAt),
    state: { data: "x".repeat(size), dataUpdatedAt },
  }));
  // Only what the bound looks at.
  const clientState = { queries, mutations: [{}] } as unknown as PersistedClient["clientState"];
  return { timestamp: 0, buster: "", clientState };
}

test("the newest answers are kept, as many as fit, and no changes", () => {
  const kept = JSON.parse(boundedJson(client([100, 3_000, 100, 100]), 1_500)) as PersistedClient;
  expect(kept.clientState.queries.map(({ queryHash }) => queryHash)).toEqual(["3", "2"]);
  expect(kept.clientState.mutations).toEqual([]);
});

test("what may go well the next time is asked again, twice, no sooner than the server says", () => {
  expect(mayHelp(0, new Unreachable())).toBe(true);
  expect(mayHelp(0, new Problem(503))).toBe(true);
  expect(mayHelp(2, new Problem(503))).toBe(false);
  expect(mayHelp(0, new Problem(403))).toBe(false);
  expect(mayHelp(0, new TypeError("a fault of ours"))).toBe(false);
  expect(retryDelay(1, new Problem(503, {}, 7))).toBe(7_000);
  expect(retryDelay(1, new Unreachable())).toBe(2_000);
});
