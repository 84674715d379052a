/** Services that answer from a table, for tests of screens: no network, and what was asked is kept. */
import { type Fetch } from "@/api/sending";

export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly body: unknown;
  readonly headers: Headers;
}

export interface Answer {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** By "METHOD /path", without the query. A function is called anew for every request. */
export type Routes = Record<string, Answer | ((asked: Asked) => Answer | Promise<Answer>)>;

export interface FakeServer {
  readonly fetch: Fetch;
  readonly asked: Asked[];
  /** Answers otherwise from now on. */
  readonly set: (routes: Routes) => void;
  /** While it is away nobody answers. */
  isAway: boolean;
}

export function fakeServer(initial: Routes): FakeServer {
  const routes: Routes = { ...initial };
  const server: FakeServer = {
    asked: [],
    isAway: false,
    set: (changed) => Object.assign(routes, changed),
    fetch: async (request) => {
      if (server.isAway) throw new TypeError("nobody answers");
      const asked = await read(request);
      server.asked.push(asked);
      const route = routes[`${asked.method} ${asked.path.split("?")[0] ?? ""}`];
      if (route === undefined) return respond({ status: 404, body: problem("not_found") });
      return respond(typeof route === "function" ? await route(asked) : route);
    },
  };
  return server;
}

/** The body of an error, as all services send it. */
export function problem(
  code: string,
  errors: readonly { field: string; code: string; message: string }[] = [],
) {
  return { type: "about:blank", title: "", code, detail: `detail of ${code}`, errors };
}

async function read(request: Request): Promise<Asked> {
  const { pathname, search } = new URL(request.url);
  const text = await request.text();
  const isJson = request.headers.get("Content-Type")?.includes("json") ?? false;
  const body: unknown = isJson && text !== "" ? JSON.parse(text) : text || null;
  return { method: request.method, path: pathname + search, body, headers: request.headers };
}

function respond({ status = 200, body = null, headers = {} }: Answer): Response {
  const type = status >= 400 ? "application/problem+json" : "application/json";
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": type, ...headers },
  });
}
