import { useFacility, useFacilityAudit } from "@/api/queries/facilities";
import { useTexts } from "@/texts";
import { Button, Card, EmptyState, Screen } from "@/ui";
import { useFacilityLock } from "@/view/locks";
import { useGoBack } from "@/view/useGoBack";

import { AuditRow } from "../components/AuditRow";
import { useOffline, useViewState } from "../components/useView";

/** Who changed what of the facility, the newest first; for its owners. */
export function AuditScreen({ facilityId }: { readonly facilityId: string }) {
  const texts = useTexts().facility.people;
  const facility = useFacility(facilityId);
  const audit = useFacilityAudit(facilityId, facility.data?.role === "owner");
  const state = useViewState(facility.data === undefined ? facility : audit);
  const lock = useFacilityLock(facility.data, ["owner"]);
  const offline = useOffline(audit);
  const goBack = useGoBack(`/facilities/${facilityId}`);
  const entries = audit.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Screen
      title={texts.auditTitle}
      subtitle={facility.data?.name}
      state={lock ?? state}
      offline={offline}
      onBack={goBack}
      onRefresh={() => void audit.refetch()}
      refreshing={audit.isRefetching}
      width="reading"
    >
      {entries.length === 0 ? (
        <EmptyState icon="clock" title={texts.auditEmptyTitle} text={texts.auditEmpty} />
      ) : (
        <Card flush>
          {entries.map((entry, index) => (
            <AuditRow key={`${entry.at} ${index}`} entry={entry} />
          ))}
        </Card>
      )}
      {audit.hasNextPage && (
        <Button
          label={texts.older}
          onPress={() => void audit.fetchNextPage()}
          busy={audit.isFetchingNextPage}
          wide
        />
      )}
    </Screen>
  );
}
