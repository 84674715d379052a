import { type Facility, useFacility } from "@/api/queries/facilities";
import { useCommunitiesUnder, useFacilityOffers } from "@/api/queries/memberships";
import { useTexts } from "@/texts";
import { EmptyState, Screen } from "@/ui";
import { useGoBack } from "@/view/useGoBack";

import { CurrentCommunity } from "../components/CurrentCommunity";
import { FindCommunity } from "../components/FindCommunity";
import { WaitingOffers } from "../components/WaitingOffers";
import { useOffline, useViewState } from "../components/useView";

/** The facility's community: the one it is in, or the way into one (R1, R2, FR9.1). */
export function MembershipScreen({ facilityId }: { readonly facilityId: string }) {
  const texts = useTexts().facility.membership;
  const query = useFacility(facilityId);
  const state = useViewState(query);
  const offline = useOffline(query);
  const goBack = useGoBack(`/facilities/${facilityId}`);
  return (
    <Screen
      title={texts.title}
      subtitle={query.data?.name}
      state={state}
      offline={offline}
      onBack={goBack}
      onRefresh={() => void query.refetch()}
      refreshing={query.isRefetching}
      width="reading"
    >
      {query.data && <Membership facility={query.data} />}
    </Screen>
  );
}

function Membership({ facility }: { readonly facility: Facility }) {
  const texts = useTexts().facility.membership;
  const { community, role, facilityId, primarySubstationCode } = facility;
  const isOwner = role === "owner";
  const isFree = community === null;
  const offers = useFacilityOffers(facilityId, isOwner);
  const found = useCommunitiesUnder(isOwner && isFree ? primarySubstationCode : undefined);
  if (isFree && !isOwner) {
    return <EmptyState icon="community" title={texts.noCommunity} text={texts.ownersOnly} />;
  }
  const waiting = offers.data ?? [];
  return (
    <>
      {community !== null && <CurrentCommunity facility={facility} community={community} />}
      {waiting.length > 0 && <WaitingOffers offers={waiting} communities={found.data ?? []} />}
      {isFree && <FindCommunity facility={facility} query={found} offers={waiting} />}
    </>
  );
}
