/** What Now shows first is asked for before React draws anything: answers come while it starts. */
import { type QueryClient } from "@tanstack/react-query";

import { type Api } from "@/api/clients";
import { myCommunitiesQuery } from "@/api/queries/communities";
import { myFacilitiesQuery } from "@/api/queries/facilities";
import { balanceQuery } from "@/api/queries/live";
import { communityShown } from "@/live/logic/communityShown";
import { keptPreferences } from "@/preferences/preferences";
import { type Session } from "@/session/session";

interface Asking {
  readonly session: Session;
  readonly api: Api;
  readonly queryClient: QueryClient;
}

const NOW = ["/", "/now"];
const NOTHING = () => undefined;

/** For who is signed in and opens Now; what fails, the screen asks for again and tells of. */
export async function askAhead({ session, api, queryClient }: Asking, path = pathOpened()) {
  await session.restore();
  if (session.snapshot().status !== "signed-in" || !NOW.includes(path)) return;
  void queryClient.query(myFacilitiesQuery(api)).catch(NOTHING);
  const communities = (await queryClient.query(myCommunitiesQuery(api)).catch(NOTHING)) ?? [];
  const { communityId } = await keptPreferences();
  const shown = communityShown(communities, communityId);
  if (shown) await queryClient.query(balanceQuery(api, shown.communityId)).catch(NOTHING);
}

/** Phones have no address: they open at Now. */
function pathOpened(): string {
  return (globalThis as { location?: { pathname?: string } }).location?.pathname ?? "/";
}
