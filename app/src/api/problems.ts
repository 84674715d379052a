/** How a request fails: the server refuses (Problem), or nobody answers (Unreachable). */

export interface FieldProblem {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

interface ProblemContent {
  readonly code: string;
  readonly detail: string;
  readonly fields: readonly FieldProblem[];
}

/** RFC 9457 problem details: `code` is stable (docs/reference/errors.md), `detail` is for people. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: string;
  readonly detail: string;
  readonly fields: readonly FieldProblem[];

  constructor(
    readonly status: number,
    content: Partial<ProblemContent> = {},
    readonly retryAfterS = 0,
  ) {
    super(content.detail ?? `HTTP ${status}`);
    this.code = content.code ?? "unavailable";
    this.detail = content.detail ?? "";
    this.fields = content.fields ?? [];
  }
}

/** Nobody answered: no network, or no server. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
  readonly code = "unreachable";
}

export type Failure = Problem | Unreachable;

/** For `catch`: what is no refusal is told as nobody answering; faults of ours pass through. */
export function isFailure(error: unknown): error is Failure {
  return error instanceof Problem || error instanceof Unreachable;
}

type Refused = Pick<Response, "status" | "headers"> & { json(): Promise<unknown> };

/** The problem of an answer that is not ok, whatever its body is. */
export async function problemOf(response: Refused): Promise<Problem> {
  const isJson = response.headers.get("Content-Type")?.includes("json") ?? false;
  const body: unknown = isJson ? await response.json().catch(() => null) : null;
  const retryAfterS = Number(response.headers.get("Retry-After") ?? 0);
  return new Problem(
    response.status,
    contentOf(body),
    Number.isFinite(retryAfterS) ? retryAfterS : 0,
  );
}

function contentOf(body: unknown): Partial<ProblemContent> {
  if (!isRecord(body)) return {};
  const errors = Array.isArray(body["errors"]) ? body["errors"] : [];
  return {
    ...(typeof body["code"] === "string" && { code: body["code"] }),
    ...(typeof body["detail"] === "string" && { detail: body["detail"] }),
    fields: errors.filter(isFieldProblem),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isFieldProblem(value: unknown): value is FieldProblem {
  return (
    isRecord(value) && ["field", "code", "message"].every((key) => typeof value[key] === "string")
  );
}
