/** All that the services keep of a user, as one document (FR2.4, GDPR article 20). */
import { type Api, answer } from "../clients";
import { type components } from "../generated/user";
import { nextCursor } from "../pages";
import { Problem } from "../problems";

type Elsewhere = components["schemas"]["ExportElsewhere"];
type Account = components["schemas"]["ExportAnswer"];

export interface ExportPart extends Elsewhere {
  /** Of which facility. */
  readonly facilityId?: string;
  /** What that operation answered; left out when it is not for this user. */
  readonly data?: unknown;
  /** Why there is nothing: a code of docs/reference/errors.md, or `unknown_operation`. */
  readonly notIncluded?: string;
}

export interface AccountExport {
  readonly account: Account;
  readonly elsewhere: readonly ExportPart[];
}

const OF_A_FACILITY = "{facilityId}";

/**
 * The account's own export, and what the operations that it names answer. `onProgress` is told the
 * share that is there. Raises Failure: a part that fails is not left out in silence.
 */
export async function collectExport(
  api: Api,
  onProgress: (share: number) => void,
): Promise<AccountExport> {
  const account = await answer(api.user.GET("/user/export"));
  const facilities = await answer(api.community.GET("/user/facility"));
  const ids = facilities.map(({ facilityId }) => facilityId);
  const wanted = account.elsewhere.flatMap((one) => partsOf(one, ids));
  const elsewhere: ExportPart[] = [];
  for (const part of wanted) {
    elsewhere.push(await fetched(api, part));
    onProgress(elsewhere.length / wanted.length);
  }
  return { account, elsewhere };
}

function partsOf(one: Elsewhere, facilityIds: readonly string[]): readonly ExportPart[] {
  if (!one.operation.includes(OF_A_FACILITY)) return [one];
  return facilityIds.map((facilityId) => ({ ...one, facilityId }));
}

async function fetched(api: Api, part: ExportPart): Promise<ExportPart> {
  const path = pathOf(part);
  if (path === null) return { ...part, notIncluded: "unknown_operation" };
  try {
    return { ...part, data: await allPages(api, path) };
  } catch (error) {
    if (error instanceof Problem && (error.status === 403 || error.status === 404)) {
      return { ...part, notIncluded: error.code };
    }
    throw error;
  }
}

/** "/user/facility" of "GET /user/facility"; null for what the app does not know how to ask. */
export function pathOf({ operation, facilityId = "" }: ExportPart): string | null {
  const [method, template = ""] = operation.split(" ");
  const path = template.replace(OF_A_FACILITY, encodeURIComponent(facilityId));
  return method === "GET" && path.startsWith("/") && !path.includes("{") ? path : null;
}

async function allPages(api: Api, path: string): Promise<unknown> {
  const items: unknown[] = [];
  let query = "";
  for (;;) {
    // Named by the server at run time: no type knows the path.
    const asked = api.user.GET(`${path}${query}` as "/user/profile");
    const { response } = await asked;
    const data: unknown = await answer(asked);
    if (!Array.isArray(data)) return data;
    items.push(...(data as unknown[]));
    const next = nextCursor(response.headers.get("Link"));
    if (next === null) return items;
    query = `?cursor=${encodeURIComponent(next)}`;
  }
}
