import { useState } from "react";

import { useFacility } from "@/api/queries/facilities";
import { useRefreshEnergy } from "@/api/queries/facilityEnergy";
import { useTexts } from "@/texts";
import { Screen } from "@/ui";
import { useGoBack } from "@/view/useGoBack";

import { DetailsCard } from "../components/DetailsCard";
import { HistoryCard } from "../components/HistoryCard";
import { ManageCard } from "../components/ManageCard";
import { PowerCard } from "../components/PowerCard";
import { LeaveDialog, RemoveDialog } from "../components/RemoveDialogs";
import { useOffline, useViewState } from "../components/useView";

/** A facility: its power live, its history, and the ways to manage it. */
export function FacilityScreen({ facilityId }: { readonly facilityId: string }) {
  const texts = useTexts();
  const query = useFacility(facilityId);
  const refreshEnergy = useRefreshEnergy();
  const goBack = useGoBack("/facilities");
  const [asked, setAsked] = useState<"remove" | "leave" | null>(null);
  const state = useViewState(query);
  const offline = useOffline(query);
  const facility = query.data;
  const close = () => setAsked(null);
  return (
    <Screen
      title={facility?.name ?? texts.facility.overview.title}
      subtitle={
        facility && `${facility.region} · ${texts.facility.form.types[facility.memberType]}`
      }
      state={state}
      offline={offline}
      onBack={goBack}
      onRefresh={() => void Promise.all([query.refetch(), refreshEnergy()])}
      refreshing={query.isRefetching}
      aside={
        facility && (
          <>
            <ManageCard
              facility={facility}
              onRemove={() => setAsked("remove")}
              onLeave={() => setAsked("leave")}
            />
            <DetailsCard facility={facility} />
          </>
        )
      }
    >
      {facility && (
        <>
          <PowerCard facility={facility} />
          <HistoryCard facilityId={facilityId} />
          <RemoveDialog facility={facility} visible={asked === "remove"} onClose={close} />
          <LeaveDialog facility={facility} visible={asked === "leave"} onClose={close} />
        </>
      )}
    </Screen>
  );
}
