/** FR3.3: a stream stays open by itself, from the last event on, and stops when it is told to. */
import { LiveStream, type Connection, type StreamFetch } from "../stream";

type Answer = { status?: number; code?: string; chunks?: string[]; staysOpen?: boolean };

function scene(answers: Answer[]) {
  const asked: Record<string, string>[] = [];
  const connections: Connection[] = [];
  const data: string[] = [];
  let renewals = 0;
  const fetch: StreamFetch = function (this: unknown, _, { headers, signal }) {
    // As a browser's, which is nobody's method.
    const isMethod = typeof this === "object" && this !== null && "credentials" in this;
    if (isMethod) return Promise.reject(new TypeError("Illegal invocation"));
    asked.push(headers);
    const answer = answers[asked.length - 1];
    if (!answer) return Promise.reject(new TypeError("network"));
    return Promise.resolve(responseOf(answer, signal));
  };
  const stream = new LiveStream(
    {
      url: "/live",
      fetch,
      random: () => 0,
      credentials: {
        accessToken: () => Promise.resolve(`token ${renewals}`),
        renew: () => {
          renewals += 1;
          return Promise.resolve();
        },
      },
    },
    {
      onEvent: (event) => data.push(event.data),
      onConnection: (connection) => connections.push(connection),
    },
  );
  return { stream, asked, connections, data };
}

function responseOf({ status = 200, code, chunks = [], staysOpen }: Answer, signal: AbortSignal) {
  const waiting = chunks.map((chunk) => new TextEncoder().encode(chunk));
  const read = () => {
    const value = waiting.shift();
    if (value) return Promise.resolve({ done: false, value });
    if (!staysOpen) return Promise.resolve({ done: true, value: undefined });
    return new Promise((_, reject) =>
      signal.addEventListener("abort", () => reject(new Error("aborted"))),
    );
  };
  return {
    ok: status < 400,
    status,
    headers: new Headers({ "Content-Type": "application/problem+json" }),
    json: () => Promise.resolve({ code }),
    body: { getReader: () => ({ read }) },
  } as unknown as Awaited<ReturnType<StreamFetch>>;
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test("it goes on from the last event after every end, and stops for good", async () => {
  const { stream, asked, connections, data } = scene([
    { chunks: ["id: 41\ndata: one\n\n", "id: 42\ndata: two\n\n"] },
    { chunks: ["data: three\n\n"], staysOpen: true },
  ]);
  const running = stream.run();
  await jest.advanceTimersByTimeAsync(2_000);
  expect(data).toEqual(["one", "two", "three"]);
  expect(asked.map((headers) => headers["Last-Event-ID"])).toEqual([undefined, "42"]);
  expect(connections).toEqual(["connecting", "live", "live"]);
  stream.stop();
  await running;
  await jest.advanceTimersByTimeAsync(120_000);
  expect(asked).toHaveLength(2);
});

test("whoever cannot be reached is asked ever more slowly, and at once when the network is back", async () => {
  const { stream, asked, connections } = scene([]);
  const running = stream.run();
  await jest.advanceTimersByTimeAsync(0);
  expect(connections).toEqual(["connecting", "lost"]);
  await jest.advanceTimersByTimeAsync(60_000);
  // Half of 1, 2, 4, 8, 16, 30 seconds, as there is no luck in this test.
  expect(asked).toHaveLength(8);
  stream.hurry();
  await jest.advanceTimersByTimeAsync(0);
  expect(asked).toHaveLength(9);
  stream.stop();
  await running;
});

test("an expired token is renewed; no access is told, and asked about seldom", async () => {
  const { stream, asked, connections } = scene([
    { status: 401, code: "unauthenticated" },
    { status: 403, code: "no_access" },
  ]);
  const running = stream.run();
  await jest.advanceTimersByTimeAsync(29_000);
  expect(asked.map((headers) => headers["Authorization"])).toEqual([
    "Bearer token 0",
    "Bearer token 1",
  ]);
  expect(connections).toEqual(["connecting", "refused"]);
  stream.stop();
  await running;
});

test("silence for longer than two heartbeats is a dead connection", async () => {
  const { stream, connections } = scene([{ chunks: ["data: one\n\n"], staysOpen: true }]);
  const running = stream.run();
  await jest.advanceTimersByTimeAsync(39_000);
  expect(connections).toEqual(["connecting", "live"]);
  await jest.advanceTimersByTimeAsync(2_000);
  expect(connections).toEqual(["connecting", "live", "lost", "lost"]);
  stream.stop();
  await running;
});
