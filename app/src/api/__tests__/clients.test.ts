/** NF4, FR2.4: requests bear the token, renew it once, and say how they fail. */
import { answer, createApi } from "../clients";
import { Problem, Unreachable } from "../problems";

const PROFILE = { userId: "1", email: "anna@example.org" };

/** A server that knows one token, and whoever trades for it. */
function scene(handle: (request: Request) => Response | Promise<Response>) {
  const asked: { token: string | null; body: string }[] = [];
  let token: string | null = "old";
  let renewals = 0;
  const api = createApi({
    serverUrl: "http://server",
    credentials: {
      accessToken: () => Promise.resolve(token),
      renew: () => {
        renewals += 1;
        token = "new";
        return Promise.resolve();
      },
    },
    fetch: async (request) => {
      asked.push({ token: request.headers.get("Authorization"), body: await request.text() });
      return handle(request);
    },
  });
  return { api, asked, renewals: () => renewals };
}

function problem(status: number, body: object, headers: Record<string, string> = {}) {
  const all = { "Content-Type": "application/problem+json", ...headers };
  return new Response(JSON.stringify(body), { status, headers: all });
}

const expired = () => problem(401, { code: "unauthenticated", detail: "expired" });

test("an expired token is renewed, and the request sent again with its body", async () => {
  const { api, asked, renewals } = scene((request) =>
    request.headers.get("Authorization") === "Bearer new" ? Response.json(PROFILE) : expired(),
  );
  const body = { name: "Anna" } as never;
  await expect(answer(api.user.PUT("/user/profile", { body }))).resolves.toEqual(PROFILE);
  expect(asked).toEqual([
    { token: "Bearer old", body: '{"name":"Anna"}' },
    { token: "Bearer new", body: '{"name":"Anna"}' },
  ]);
  expect(renewals()).toBe(1);
});

test("a token that does not count after its renewal either is not tried for ever", async () => {
  const { api, asked } = scene(expired);
  await expect(api.user.GET("/user/profile")).rejects.toThrow(Problem);
  expect(asked).toHaveLength(2);
});

test("a refusal keeps its code, its fields and how long to wait", async () => {
  const fields = [{ field: "name", code: "string_too_long", message: "too long" }];
  const { api, renewals } = scene(() =>
    problem(429, { code: "too_many_tries", errors: [...fields, "odd"] }, { "Retry-After": "30" }),
  );
  const failure: unknown = await api.user.GET("/user/profile").catch((error: unknown) => error);
  expect(failure).toMatchObject({ status: 429, code: "too_many_tries", fields, retryAfterS: 30 });
  expect(renewals()).toBe(0);
});

test.each([
  ["a page of a proxy", () => new Response("<h1>Bad gateway</h1>", { status: 502 })],
  ["no JSON at all", () => problem(502, [])],
])("%s is a problem too", async (_, respond) => {
  const { api } = scene(respond);
  await expect(api.user.GET("/user/profile")).rejects.toMatchObject({
    status: 502,
    code: "unavailable",
  });
});

test("nobody answering is told as such; what the caller ended is not", async () => {
  const { api } = scene(() => {
    throw new TypeError("Failed to fetch");
  });
  await expect(api.user.GET("/user/profile")).rejects.toThrow(Unreachable);
  const ended = new AbortController();
  ended.abort();
  const asked = api.user.GET("/user/profile", { signal: ended.signal });
  await expect(asked).rejects.not.toThrow(Unreachable);
});
