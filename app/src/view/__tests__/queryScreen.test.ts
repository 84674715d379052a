import { Problem, Unreachable } from "@/api/problems";
import { dictionary } from "@/texts/dictionary";

import { offlineOf, stateOf, type Asked } from "../queryScreen";

const texts = dictionary.en;
const asked = (changes: Partial<Asked>): Asked => ({
  data: undefined,
  error: null,
  isFetching: false,
  fetchStatus: "idle",
  dataUpdatedAt: 0,
  refetch: () => Promise.resolve(),
  ...changes,
});
const known = asked({ data: [], dataUpdatedAt: 2000 });

describe("the state of a screen", () => {
  it("is loading until every query has answered", () => {
    const first = asked({ isFetching: true, fetchStatus: "fetching" });
    expect(stateOf([known, first], texts, true).kind).toBe("loading");
    expect(stateOf([known], texts, true).kind).toBe("ready");
  });

  it("says why nothing can be shown", () => {
    const failed = asked({ error: new Unreachable("no") });
    expect(stateOf([known, failed], texts, true)).toMatchObject({
      kind: "error",
      text: texts.generalProblems.unreachable,
    });
  });

  it("is an error, not endless loading, for what waits for the network", () => {
    const waits = asked({ fetchStatus: "paused" });
    expect(stateOf([waits], texts, false).kind).toBe("error");
  });

  it("shows nothing of what the server refuses by now", () => {
    const gone = asked({ data: {}, error: new Problem(404, { code: "community_not_found" }) });
    expect(stateOf([gone], texts, true)).toMatchObject({
      kind: "error",
      text: texts.generalProblems.community_not_found,
    });
  });
});

describe("offline", () => {
  it("tells the oldest age of what is shown", () => {
    const older = asked({ data: {}, dataUpdatedAt: 1000 });
    expect(offlineOf([known, older], false)).toEqual({ asOf: 1000 });
  });

  it("is told too when the server does not answer", () => {
    const stale = asked({ data: {}, dataUpdatedAt: 1000, error: new Problem(503) });
    expect(offlineOf([stale], true)).toEqual({ asOf: 1000 });
  });

  it("is not told while all is well, or when nothing is shown", () => {
    expect(offlineOf([known], true)).toBeNull();
    expect(offlineOf([known, asked({})], false)).toBeNull();
  });
});
