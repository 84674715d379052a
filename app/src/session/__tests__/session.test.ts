/** FR2: how a session begins, is renewed and ends. */
import { createSignedOutClient } from "@/api/clients";
import { Problem } from "@/api/problems";

import { Session } from "../session";
import { type TokenStorage } from "../storage";

const EMAIL = "anna@example.org";
const PASSWORD = "correct horse battery";
const ANSWER = {
  userId: "5f6c9c3e-0000-4000-8000-000000000001",
  tokenType: "Bearer",
  expiresInS: 900,
};

class MemoryStorage implements TokenStorage {
  kept: string | null = null;

  read = () => Promise.resolve(this.kept);
  watch = () => () => undefined;
  exclusively = <T>(work: () => Promise<T>) => work();

  write(value: string) {
    this.kept = value;
    return Promise.resolve();
  }

  remove() {
    this.kept = null;
    return Promise.resolve();
  }
}

/** A server that answers each path as it is told, and remembers what it was asked. */
function scene(answers: Record<string, () => Response>) {
  const asked: { path: string; body: unknown }[] = [];
  const client = createSignedOutClient("http://server", async (request) => {
    const { pathname } = new URL(request.url);
    asked.push({ path: pathname, body: await request.json() });
    return answers[pathname]!();
  });
  const clock = { nowMs: 1_000_000 };
  const storage = new MemoryStorage();
  const session = new Session({ client, storage, now: () => clock.nowMs });
  return { session, storage, clock, asked };
}

function tokens(generation: number) {
  const pair = { accessToken: `access ${generation}`, refreshToken: `refresh ${generation}` };
  return Response.json({ ...ANSWER, ...pair });
}

function refusal(status: number, code: string) {
  const headers = { "Content-Type": "application/problem+json" };
  return new Response(JSON.stringify({ status, code, detail: code }), { status, headers });
}

test("signing in keeps the tokens, and the next start of the app has them", async () => {
  const { session, storage } = scene({ "/user/sign-in": () => tokens(1) });
  await session.restore();
  expect(session.snapshot()).toEqual({ status: "signed-out", hasEnded: false });
  await session.signInByPassword(EMAIL, PASSWORD);
  expect(session.snapshot()).toEqual({ status: "signed-in", userId: ANSWER.userId });

  const next = scene({});
  next.storage.kept = storage.kept;
  await next.session.restore();
  expect(await next.session.accessToken()).toBe("access 1");
});

test("a refused proof is not followed by the password (ADR 0019)", async () => {
  const { session, asked } = scene({
    "/user/zero-knowledge/sign-in/start": () => refusal(401, "wrong_credentials"),
  });
  await expect(session.signInByProof(EMAIL, PASSWORD)).rejects.toThrow(Problem);
  expect(asked.map(({ path }) => path)).toEqual(["/user/zero-knowledge/sign-in/start"]);
  expect(JSON.stringify(asked)).not.toContain(PASSWORD);
});

test("many who need a token at once cause one trade", async () => {
  let generation = 1;
  const { session, clock, asked } = scene({
    "/user/sign-in": () => tokens(generation),
    "/user/refresh": () => tokens(++generation),
  });
  await session.signInByPassword(EMAIL, PASSWORD);
  clock.nowMs += 900_000;
  const all = await Promise.all([1, 2, 3].map(() => session.accessToken()));
  expect(all).toEqual(["access 2", "access 2", "access 2"]);
  expect(asked.filter(({ path }) => path === "/user/refresh")).toHaveLength(1);
});

test("what another page has traded is taken over", async () => {
  const { session, storage, asked } = scene({ "/user/sign-in": () => tokens(1) });
  await session.signInByPassword(EMAIL, PASSWORD);
  storage.kept = storage.kept!.replaceAll(" 1", " 2");
  await session.renew();
  expect(await session.accessToken()).toBe("access 2");
  expect(asked).toHaveLength(1);
});

test("a refused trade ends the session; one that nobody answers does not", async () => {
  let refused = false;
  const { session, storage } = scene({
    "/user/sign-in": () => tokens(1),
    "/user/refresh": () => {
      if (refused) return refusal(401, "refresh_token_refused");
      throw new TypeError("network");
    },
  });
  await session.signInByPassword(EMAIL, PASSWORD);
  await expect(session.renew()).rejects.toThrow("network");
  expect(session.snapshot().status).toBe("signed-in");
  refused = true;
  await expect(session.renew()).rejects.toThrow(Problem);
  expect(session.snapshot()).toEqual({ status: "signed-out", hasEnded: true });
  expect(storage.kept).toBeNull();
});

test("signing out forgets at once and tells the server (FR2.3), whether it can hear or not", async () => {
  const { session, storage, asked } = scene({
    "/user/sign-in": () => tokens(1),
    "/user/sign-out": () => {
      throw new TypeError("network");
    },
  });
  await session.signInByPassword(EMAIL, PASSWORD);
  await session.signOut();
  expect(session.snapshot()).toEqual({ status: "signed-out", hasEnded: false });
  expect(storage.kept).toBeNull();
  expect(asked.at(-1)).toEqual({ path: "/user/sign-out", body: { refreshToken: "refresh 1" } });
});

test("what an older version left in the storage is no session", async () => {
  for (const kept of ["no json", "{}", '{"userId":1}']) {
    const { session, storage } = scene({});
    storage.kept = kept;
    await session.restore();
    expect(session.snapshot().status).toBe("signed-out");
  }
});
