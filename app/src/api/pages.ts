/** Lists that come page by page, with a `Link` header to the next. */
import { answer } from "./clients";

export interface Page<T> {
  readonly items: readonly T[];
  /** Where to go on; null on the last page. */
  readonly next: string | null;
}

/** One page: `page(api.community.GET("/facility/{facilityId}/audit", ...))`. Raises Failure. */
export async function page<T>(
  asked: Promise<{ data?: readonly T[]; response: Response }>,
): Promise<Page<T>> {
  const { response } = await asked;
  return { items: await answer(asked), next: nextCursor(response.headers.get("Link")) };
}

/** The cursor of `<...?cursor=abc>; rel="next"`; null where there is no next page. */
export function nextCursor(link: string | null): string | null {
  const target = /<([^>]*)>\s*;\s*rel="?next"?/.exec(link ?? "")?.[1];
  const cursor = /[?&]cursor=([^&#]*)/.exec(target ?? "")?.[1];
  return cursor === undefined ? null : decodeURIComponent(cursor);
}
