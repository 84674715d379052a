/** Where a notification leads. */
import { type Href } from "expo-router";

import { type Notification } from "@/api/queries/notifications";

const OF_EPISODE = /^\/communities\/[\w-]+\/episodes\/[\w-]+$/;

/** The service's own path where it is one of ours, else the episode by its ids. */
export function hrefOf(told: Pick<Notification, "path" | "communityId" | "episodeId">): Href {
  const { path, communityId, episodeId } = told;
  const known = OF_EPISODE.test(path) ? path : `/communities/${communityId}/episodes/${episodeId}`;
  // Typed routes know only patterns, not what a server sends.
  return known;
}
