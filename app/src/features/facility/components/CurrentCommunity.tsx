import { useRouter } from "expo-router";
import { useState } from "react";

import { type Facility } from "@/api/queries/facilities";
import { useEndMembership } from "@/api/queries/memberships";
import { problemText, useTexts } from "@/texts";
import { AppText, Button, Card, ConfirmDialog, useAnnouncer, useFormats } from "@/ui";

interface CurrentCommunityProps {
  readonly facility: Facility;
  readonly community: NonNullable<Facility["community"]>;
}

/** The community that the facility belongs to, and the way out for its owners. */
export function CurrentCommunity({ facility, community }: CurrentCommunityProps) {
  const allTexts = useTexts();
  const texts = allTexts.facility.membership;
  const formats = useFormats();
  const router = useRouter();
  const { toast } = useAnnouncer();
  const [isAsked, setAsked] = useState(false);
  const end = useEndMembership(facility.facilityId);
  const { communityId, name } = community;
  const confirm = () =>
    end.mutate(communityId, {
      onSuccess: () => {
        setAsked(false);
        toast({ text: texts.left });
      },
    });
  return (
    <Card title={texts.memberOf}>
      <AppText variant="title">{name}</AppText>
      <AppText color="textMuted">{texts.since(formats.date(community.validFrom, "long"))}</AppText>
      <Button
        variant="primary"
        icon="community"
        label={texts.open}
        onPress={() => router.push(`/communities/${communityId}`)}
        wide
      />
      {facility.role === "owner" ? (
        <Button icon="signOut" label={texts.leave} onPress={() => setAsked(true)} wide />
      ) : (
        <AppText variant="small" color="textMuted">
          {texts.ownersOnly}
        </AppText>
      )}
      <ConfirmDialog
        visible={isAsked}
        title={texts.leaveTitle}
        text={texts.leaveText(name)}
        consequences={Object.values(texts.leaveConsequences)}
        undo={texts.leaveUndo}
        confirmLabel={texts.leave}
        onConfirm={confirm}
        onCancel={() => setAsked(false)}
        busy={end.isPending}
        error={end.error === null ? undefined : problemText(allTexts, end.error)}
      />
    </Card>
  );
}
