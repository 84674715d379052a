import { useFacility } from "@/api/queries/facilities";
import { useFacilityUsers, useInvitations } from "@/api/queries/facilityPeople";
import { useTexts } from "@/texts";
import { AppText, Card, Screen } from "@/ui";
import { useFacilityLock } from "@/view/locks";
import { useGoBack } from "@/view/useGoBack";

import { InviteCard } from "../components/InviteCard";
import { PersonRow } from "../components/PersonRow";
import { useUserId } from "../components/RemoveDialogs";
import { useOffline, useViewState } from "../components/useView";

/** Users of a facility and their roles, and invitations by mail (FR6.1, FR6.3, FR6.4). */
export function PeopleScreen({ facilityId }: { readonly facilityId: string }) {
  const texts = useTexts().facility.people;
  const facility = useFacility(facilityId);
  const lock = useFacilityLock(facility.data, ["owner", "manager"]);
  const isAllowed = facility.data !== undefined && lock === null;
  const isOwner = facility.data?.role === "owner";
  const users = useFacilityUsers(facilityId, isAllowed);
  const invitations = useInvitations(facilityId, isOwner);
  const asked = isOwner ? [facility, users, invitations] : [facility, users];
  const state = useViewState(isAllowed ? users : facility);
  const offline = useOffline(users);
  const goBack = useGoBack(`/facilities/${facilityId}`);
  const me = useUserId();
  return (
    <Screen
      title={texts.title}
      subtitle={facility.data?.name}
      state={lock ?? state}
      offline={offline}
      onBack={goBack}
      {...(isAllowed && { onRefresh: () => void Promise.all(asked.map((one) => one.refetch())) })}
      refreshing={users.isRefetching}
      width="reading"
    >
      <Card flush>
        {(users.data ?? []).map((access) => (
          <PersonRow
            key={access.userId}
            access={access}
            isMe={access.userId === me}
            mayChange={isOwner}
          />
        ))}
      </Card>
      {(users.data ?? []).length > 1 && (
        <AppText variant="small" color="textMuted">
          {texts.userHint}
        </AppText>
      )}
      {isOwner && <InviteCard facilityId={facilityId} />}
    </Screen>
  );
}
