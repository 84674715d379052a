import { useRouter } from "expo-router";
import { useState } from "react";

import { type Community } from "@/api/queries/communities";
import { useEndMembership, useMembers, type MemberFacility } from "@/api/queries/representative";
import { useTexts } from "@/texts";
import {
  AppText,
  Button,
  Card,
  ConfirmDialog,
  IconButton,
  ListRow,
  ShowMore,
  TextField,
  useFormats,
} from "@/ui";

import { ManageScreen } from "../components/ManageScreen";
import { useFacilityFacts } from "../components/useFacilityFacts";
import { useStep } from "../components/useStep";
import { found, summaryOf } from "../logic/members";
import { managePath } from "../logic/paths";

const FIRST = 30;
const SEARCHED_FROM = 8;

/** FR9: the facilities of the community; one can be taken out of it. */
export function MembersScreen({ communityId }: { readonly communityId: string }) {
  const words = useTexts().representative.members;
  const formats = useFormats();
  const router = useRouter();
  const query = useMembers(communityId);
  const members = query.data ?? [];
  const { count, producers, plantPowerW } = summaryOf(members);
  const invite = () => router.push(managePath(communityId, "invite"));
  return (
    <ManageScreen
      communityId={communityId}
      title={words.title}
      width="reading"
      queries={[query]}
      empty={
        count === 0
          ? {
              kind: "empty",
              icon: "house",
              title: words.empty,
              text: words.emptyText,
              action: { label: words.invite, icon: "plus", onPress: invite },
            }
          : null
      }
    >
      {(community) => (
        <>
          <AppText color="textSoft">
            {words.summary(count, producers, formats.watts(plantPowerW))}
          </AppText>
          <MemberList community={community} members={members} />
          <Button icon="plus" label={words.invite} onPress={invite} />
        </>
      )}
    </ManageScreen>
  );
}

interface MemberListProps {
  readonly community: Community;
  readonly members: readonly MemberFacility[];
}

function MemberList({ community, members }: MemberListProps) {
  const words = useTexts().representative.members;
  const [typed, setTyped] = useState("");
  const [leaving, setLeaving] = useState<MemberFacility | null>(null);
  const shown = found(members, typed);
  return (
    <>
      {members.length >= SEARCHED_FROM && (
        <TextField
          label={words.search}
          kind="search"
          value={typed}
          onChangeText={setTyped}
          optional
        />
      )}
      {typed !== "" && (
        <AppText color="textMuted" live="polite">
          {shown.length === 0 ? words.noneFound : words.found(shown.length)}
        </AppText>
      )}
      {shown.length > 0 && (
        <Card flush>
          <ShowMore
            items={shown}
            first={FIRST}
            render={(member) => (
              <MemberRow
                key={member.facilityId}
                member={member}
                onRemove={() => setLeaving(member)}
              />
            )}
          />
        </Card>
      )}
      <RemoveDialog community={community} member={leaving} onClose={() => setLeaving(null)} />
    </>
  );
}

interface MemberRowProps {
  readonly member: MemberFacility;
  readonly onRemove: () => void;
}

function MemberRow({ member, onRemove }: MemberRowProps) {
  const words = useTexts().representative.members;
  const formats = useFormats();
  const isPlant = member.maxProductionW > 0;
  const facts = [...useFacilityFacts(member), words.since(formats.date(member.validFrom, "long"))];
  return (
    <ListRow
      icon={isPlant ? "roof" : "house"}
      title={member.name}
      subtitle={facts.join("\u00a0· ")}
      trailing={<IconButton icon="cross" label={words.remove(member.name)} onPress={onRemove} />}
    />
  );
}

interface RemoveDialogProps {
  readonly community: Community;
  readonly member: MemberFacility | null;
  readonly onClose: () => void;
}

function RemoveDialog({ community, member, onClose }: RemoveDialogProps) {
  const words = useTexts().representative.members;
  const step = useStep();
  const leaving = useEndMembership(community.communityId);
  const name = member?.name ?? "";
  return (
    <ConfirmDialog
      visible={member !== null}
      title={words.removeTitle(name)}
      consequences={[
        words.removeShared,
        words.removePast,
        words.removeCalls,
        ...(community.facilityCount <= 2 ? [words.removeLast] : []),
      ]}
      undo={words.removeUndo}
      confirmLabel={words.removeConfirm}
      busy={leaving.isPending}
      onCancel={onClose}
      onConfirm={() => {
        if (member === null) return;
        step(leaving, member.facilityId, { done: () => words.removed(name), then: onClose });
      }}
    />
  );
}
