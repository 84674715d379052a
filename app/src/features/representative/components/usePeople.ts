import { useMyFacilities } from "@/api/queries/facilities";
import { useCommunityAudit, useMembers } from "@/api/queries/representative";
import { useSessionState } from "@/session/SessionProvider";
import { useTexts } from "@/texts";

import { namesOf, shortId, type NameOf } from "../logic/members";
import { candidatesOf, ownersFrom } from "../logic/successors";

export function useMyId(): string {
  const state = useSessionState();
  return state.status === "signed-in" ? state.userId : "";
}

/** Names of facilities: members and one's own; others by the beginning of their id. */
export function useNameOf(communityId: string): NameOf {
  const words = useTexts().representative.members;
  const members = useMembers(communityId).data ?? [];
  const own = useMyFacilities().data ?? [];
  return namesOf([...own, ...members], words.unknownFacility);
}

/** Owners of the community's facilities, as far as its trail names them. */
export function useCandidates(communityId: string) {
  const me = useMyId();
  const members = useMembers(communityId).data ?? [];
  const trail = useCommunityAudit(communityId).data?.pages.flatMap(({ items }) => items) ?? [];
  return candidatesOf(members, ownersFrom(trail), me);
}

export interface PersonWords {
  readonly you: string;
  readonly ownerOf: (names: string) => string;
  readonly user: (id: string) => string;
}

/** Words for a user: nobody's name is known to a representative, but whose facility they own. */
export function usePersonOf(communityId: string, words: PersonWords): (userId: string) => string {
  const me = useMyId();
  const candidates = useCandidates(communityId);
  return (userId) => {
    if (userId === me) return words.you;
    const known = candidates.find((candidate) => candidate.userId === userId);
    return known ? words.ownerOf(known.facilityNames.join(", ")) : words.user(shortId(userId));
  };
}
