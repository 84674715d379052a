import { useCommunity } from "@/api/queries/communities";

import { AcceptRole } from "../components/AcceptRole";
import { ProposeSuccessor } from "../components/ProposeSuccessor";
import { useMyId } from "../components/usePeople";

/** Both sides of handing over the role: proposing, and answering a proposal. */
export function HandoverScreen({ communityId }: { readonly communityId: string }) {
  const me = useMyId();
  const community = useCommunity(communityId).data;
  const isTheirs = community === undefined || community.representativeId === me;
  return isTheirs ? (
    <ProposeSuccessor communityId={communityId} />
  ) : (
    <AcceptRole community={community} isProposed={community.proposedRepresentativeId === me} />
  );
}
