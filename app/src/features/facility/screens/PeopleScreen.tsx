import { useFacility } from "@/api/queries/facilities";
import { useFacilityUsers } from "@/api/queries/facilityPeople";
import { useTexts } from "@/texts";
import { AppText, Card, EmptyState, Screen } from "@/ui";

import { InviteCard } from "../components/InviteCard";
import { PersonRow } from "../components/PersonRow";
import { useUserId } from "../components/RemoveDialogs";
import { useGoBack, useOffline, useViewState } from "../components/useView";

/** Users of a facility and their roles, and invitations by mail (FR6.1, FR6.3, FR6.4). */
export function PeopleScreen({ facilityId }: { readonly facilityId: string }) {
  const texts = useTexts().facility.people;
  const facility = useFacility(facilityId);
  const role = facility.data?.role ?? "viewer";
  const users = useFacilityUsers(facilityId, role !== "viewer");
  const state = useViewState(facility.data !== undefined && role === "viewer" ? facility : users);
  const offline = useOffline(users);
  const goBack = useGoBack(`/facilities/${facilityId}`);
  const me = useUserId();
  return (
    <Screen
      title={texts.title}
      subtitle={facility.data?.name}
      state={state}
      offline={offline}
      onBack={goBack}
      width="reading"
    >
      {role === "viewer" ? (
        <EmptyState icon="lock" title={texts.title} text={texts.notForYou} />
      ) : (
        <Card flush>
          {(users.data ?? []).map((access) => (
            <PersonRow
              key={access.userId}
              access={access}
              isMe={access.userId === me}
              mayChange={role === "owner"}
            />
          ))}
        </Card>
      )}
      {(users.data ?? []).length > 1 && (
        <AppText variant="small" color="textMuted">
          {texts.userHint}
        </AppText>
      )}
      {role === "owner" && <InviteCard facilityId={facilityId} />}
    </Screen>
  );
}
