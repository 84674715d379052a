import { useRouter } from "expo-router";

import { type Facility } from "@/api/queries/facilities";
import { useFacilityOffers } from "@/api/queries/memberships";
import { useTexts } from "@/texts";
import { Card, ListRow } from "@/ui";

interface ManageCardProps {
  readonly facility: Facility;
  readonly onRemove: () => void;
  readonly onLeave: () => void;
}

/** The ways to everything that is done with a facility; owners have all of them. */
export function ManageCard({ facility, onRemove, onLeave }: ManageCardProps) {
  const texts = useTexts().facility.overview;
  const { push } = useRouter();
  const { facilityId, role, device, community } = facility;
  const isOwner = role === "owner";
  const offers = useFacilityOffers(facilityId, isOwner && community === null).data ?? [];
  const waiting = offers.length === 0 ? texts.communityNone : texts.communityOffers(offers.length);
  const at = (place: string) => () => push(`/facilities/${facilityId}/${place}`);
  return (
    <Card title={texts.manage} flush>
      <ListRow
        icon="device"
        title={texts.device}
        subtitle={device?.deviceId ?? texts.deviceNone}
        onPress={at("device")}
      />
      <ListRow
        icon="community"
        title={texts.community}
        subtitle={community?.name ?? waiting}
        onPress={at("community")}
      />
      <ListRow
        icon="euro"
        title={texts.statement}
        subtitle={texts.statementText}
        onPress={at("statement")}
      />
      <ListRow
        icon="export"
        title={texts.export}
        subtitle={texts.exportText}
        onPress={at("export")}
      />
      {role !== "viewer" && (
        <ListRow
          icon="person"
          title={texts.people}
          subtitle={texts.peopleText}
          onPress={at("people")}
        />
      )}
      {isOwner ? (
        <OwnersRows at={at} onRemove={onRemove} />
      ) : (
        <ListRow icon="signOut" title={texts.leave} role="button" onPress={onLeave} />
      )}
    </Card>
  );
}

interface OwnersRowsProps {
  readonly at: (place: string) => () => void;
  readonly onRemove: () => void;
}

function OwnersRows({ at, onRemove }: OwnersRowsProps) {
  const { overview: texts, official } = useTexts().facility;
  return (
    <>
      <ListRow
        icon="table"
        title={official.row}
        subtitle={official.rowText}
        onPress={at("official-data")}
      />
      <ListRow icon="edit" title={texts.edit} subtitle={texts.editText} onPress={at("edit")} />
      <ListRow icon="clock" title={texts.audit} subtitle={texts.auditText} onPress={at("audit")} />
      <ListRow
        icon="bin"
        iconColor="danger"
        title={texts.remove}
        role="button"
        onPress={onRemove}
      />
    </>
  );
}
