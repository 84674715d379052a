/** Requests to the services. They fail as refused (Problem) or not heard (Unreachable). */

const PATIENCE_MS = 15_000;

/** The server answered with an error; `code` is stable, `fields` says which input is wrong. */
export class Problem extends Error {
  constructor(status, { code = "unavailable", detail = "", errors = [] }, retryAfterS) {
    super(detail || `HTTP ${status}`);
    this.status = status;
    this.code = code;
    this.fields = errors;
    this.retryAfterS = retryAfterS;
  }
}

/** No answer: offline, or the server does not run. */
export class Unreachable extends Error {
  code = "unreachable";
}

/** Raises Problem or Unreachable; a request ended through `signal` raises the signal's reason. */
export async function request(path, { method = "GET", body, token, signal } = {}) {
  const headers = {};
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(path, {
      method,
      headers,
      body: body && JSON.stringify(body),
      signal: signal ?? AbortSignal.timeout(PATIENCE_MS),
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw new Unreachable(error.message);
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** The body of an answer as a value; raises Unreachable when it breaks off. */
export async function json(response) {
  try {
    return await response.json();
  } catch (error) {
    throw new Unreachable(error.message);
  }
}

async function problemOf(response) {
  const isProblem = response.headers.get("Content-Type")?.includes("json");
  const content = isProblem ? await response.json().catch(() => ({})) : {};
  return new Problem(response.status, content, Number(response.headers.get("Retry-After") ?? 0));
}
