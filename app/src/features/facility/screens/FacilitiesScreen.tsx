import { useIsFocused, useRouter } from "expo-router";

import { type Facility, useMyFacilities } from "@/api/queries/facilities";
import { useRefreshEnergy } from "@/api/queries/facilityEnergy";
import { useTexts } from "@/texts";
import { Button, Card, EmptyState, Screen, TextLink } from "@/ui";

import { FacilityRow } from "../components/FacilityRow";
import { ReceivedInvitations } from "../components/ReceivedInvitations";
import { useOffline, useViewState } from "../components/useView";

/** More would take the connections that a browser has for one server. */
const MOST_STREAMS = 2;

/** One's facilities and what they do at this moment (FR3.1), and the way to a new one (FR5.1). */
export function FacilitiesScreen() {
  const texts = useTexts().facility.overview;
  const router = useRouter();
  const facilities = useMyFacilities();
  const state = useViewState(facilities);
  const refreshEnergy = useRefreshEnergy();
  const offline = useOffline(facilities);
  const toAdd = () => router.push("/facilities/new");
  return (
    <Screen
      title={texts.title}
      state={state}
      offline={offline}
      width="reading"
      onRefresh={() => void Promise.all([facilities.refetch(), refreshEnergy()])}
      refreshing={facilities.isRefetching}
      header={<ReceivedInvitations />}
    >
      {facilities.data?.length === 0 ? (
        <EmptyState
          icon="house"
          title={texts.emptyTitle}
          text={texts.emptyText}
          action={{ label: texts.add, icon: "plus", onPress: toAdd }}
        />
      ) : (
        <>
          <FacilityList facilities={facilities.data ?? []} />
          <Button icon="plus" label={texts.add} onPress={toAdd} wide />
        </>
      )}
      <TextLink
        icon="bin"
        label={texts.removedLink}
        onPress={() => router.push("/facilities/removed")}
      />
    </Screen>
  );
}

function FacilityList({ facilities }: { readonly facilities: readonly Facility[] }) {
  const router = useRouter();
  const isFocused = useIsFocused();
  return (
    <Card flush>
      {facilities.map((facility, index) => (
        <FacilityRow
          key={facility.facilityId}
          facility={facility}
          isStreamed={isFocused && index < MOST_STREAMS}
          onPress={() => router.push(`/facilities/${facility.facilityId}`)}
        />
      ))}
    </Card>
  );
}
