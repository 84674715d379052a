/** One request in the name of who is signed in. */
import { withPatience } from "./patience";
import { Problem, problemOf, Unreachable } from "./problems";

/** Who is signed in, as far as requests need to know. `src/session` implements it. */
export interface Credentials {
  /** A token that is valid for a while yet; null when nobody is signed in. Raises Failure. */
  accessToken(): Promise<string | null>;
  /** Trades for a new token, once for all who ask at the same time. Raises Failure. */
  renew(): Promise<void>;
}

export type Fetch = (input: Request, init?: { signal: AbortSignal }) => Promise<Response>;
type Send = (request: Request) => Promise<Response>;

/** `fetch` with the bearer's token; one that has just expired is renewed and tried once more. */
export function authorized(credentials: Credentials, fetch: Fetch): Send {
  return async (request) => {
    const again = request.clone();
    try {
      return await sent(fetch, bearing(request, await credentials.accessToken()));
    } catch (error) {
      if (!hasExpired(error)) throw error;
    }
    await credentials.renew();
    return sent(fetch, bearing(again, await credentials.accessToken()));
  };
}

export function hasExpired(error: unknown): boolean {
  return error instanceof Problem && error.status === 401 && error.code === "unauthenticated";
}

function bearing(request: Request, token: string | null): Request {
  if (token !== null) request.headers.set("Authorization", `Bearer ${token}`);
  return request;
}

/**
 * An answer that is ok. Raises Problem when it is not, Unreachable when nobody answers in time;
 * a request that its caller ended raises what `fetch` does.
 */
export async function sent(fetch: Fetch, request: Request): Promise<Response> {
  const response = await heard(fetch, request);
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function heard(fetch: Fetch, request: Request): Promise<Response> {
  const { signal, release } = withPatience(request.signal);
  try {
    return await fetch(request, { signal });
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new Unreachable(error instanceof Error ? error.message : String(error));
  } finally {
    release();
  }
}
