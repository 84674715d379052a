import {
  type RemovedFacility,
  useRemovedFacilities,
  useRestoreFacility,
} from "@/api/queries/facilities";
import { problemText, useTexts } from "@/texts";
import { AppText, Button, Card, EmptyState, ListRow, Screen, useAnnouncer, useFormats } from "@/ui";
import { useGoBack } from "@/view/useGoBack";

import { useOffline, useViewState } from "../components/useView";

/** What was removed within 30 days, to bring it back. */
export function RemovedFacilitiesScreen() {
  const texts = useTexts().facility.membership;
  const removed = useRemovedFacilities();
  const state = useViewState(removed);
  const offline = useOffline(removed);
  const goBack = useGoBack("/facilities");
  const facilities = removed.data ?? [];
  return (
    <Screen
      title={texts.removedTitle}
      state={state}
      offline={offline}
      onBack={goBack}
      width="reading"
    >
      {facilities.length === 0 ? (
        <EmptyState icon="house" title={texts.removedEmptyTitle} text={texts.removedEmpty} />
      ) : (
        <>
          <AppText color="textSoft">{texts.removedIntro}</AppText>
          <Card flush>
            {facilities.map((facility) => (
              <Removed key={facility.facilityId} facility={facility} />
            ))}
          </Card>
        </>
      )}
    </Screen>
  );
}

function Removed({ facility }: { readonly facility: RemovedFacility }) {
  const allTexts = useTexts();
  const texts = allTexts.facility.membership;
  const formats = useFormats();
  const { toast } = useAnnouncer();
  const restore = useRestoreFacility();
  const { facilityId, name, removedAt, restorableUntil } = facility;
  const press = () =>
    restore.mutate(facilityId, {
      onSuccess: () => toast({ text: texts.restored(name) }),
      onError: (error) => toast({ tone: "danger", text: problemText(allTexts, error) }),
    });
  return (
    <ListRow
      icon="house"
      iconColor="textMuted"
      title={name}
      subtitle={`${texts.removedOn(formats.date(removedAt))}, ${texts.until(formats.date(restorableUntil))}`}
      trailing={
        <Button
          label={texts.restore}
          hint={texts.restoreLabel(name)}
          onPress={press}
          busy={restore.isPending}
        />
      }
    />
  );
}
