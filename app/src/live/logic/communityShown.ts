import { type Community } from "@/api/queries/communities";

/** The one wanted or looked at last, if it is still one's own; else the first. */
export function communityShown(
  all: readonly Community[],
  wanted: string | null,
): Community | undefined {
  return all.find(({ communityId }) => communityId === wanted) ?? all[0];
}
