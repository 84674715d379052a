import { useRouter } from "expo-router";
import { useState } from "react";

import { type Community } from "@/api/queries/communities";
import { useRemoveCommunity, useRestoreCommunity } from "@/api/queries/representative";
import { problemText, useTexts } from "@/texts";
import { AppText, Banner, Button, Card, ConfirmDialog, useAnnouncer } from "@/ui";

import { ManageScreen } from "../components/ManageScreen";
import { useStep } from "../components/useStep";
import { communitiesPath, managePath } from "../logic/paths";

/** FR8.2: removing the community, with a warning while facilities belong to it. */
export function RemoveCommunityScreen({ communityId }: { readonly communityId: string }) {
  const words = useTexts().representative.removal;
  return (
    <ManageScreen
      communityId={communityId}
      title={words.title}
      subtitle={({ name }) => name}
      width="form"
    >
      {(community) => <Removal community={community} />}
    </ManageScreen>
  );
}

function Removal({ community }: { readonly community: Community }) {
  const words = useTexts().representative.removal;
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const { communityId, facilityCount } = community;
  return (
    <>
      {facilityCount > 0 ? (
        <Banner
          tone="warn"
          title={words.warning(facilityCount)}
          text={words.warningText}
          action={{
            label: words.seeMembers,
            onPress: () => router.push(managePath(communityId, "members")),
          }}
        />
      ) : (
        <AppText color="textSoft">{words.nobody}</AppText>
      )}
      <Card title={words.means}>
        {consequencesOf(community, words).map((line) => (
          <AppText key={line} color="textSoft">
            {line}
          </AppText>
        ))}
        <AppText strong>{words.undo}</AppText>
      </Card>
      <Button
        variant="danger"
        icon="bin"
        wide
        label={words.remove}
        onPress={() => setAsking(true)}
      />
      <RemovalDialog community={community} visible={isAsking} onClose={() => setAsking(false)} />
    </>
  );
}

type RemovalWords = ReturnType<typeof useTexts>["representative"]["removal"];

function consequencesOf({ facilityCount }: Community, words: RemovalWords): readonly string[] {
  return [
    words.meansNow,
    ...(facilityCount > 0 ? [words.meansReleased(facilityCount), words.meansShared] : []),
    words.meansCalls,
    words.meansOffers,
  ];
}

interface RemovalDialogProps {
  readonly community: Community;
  readonly visible: boolean;
  readonly onClose: () => void;
}

function RemovalDialog({ community, visible, onClose }: RemovalDialogProps) {
  const texts = useTexts();
  const words = texts.representative.removal;
  const router = useRouter();
  const step = useStep();
  const { toast } = useAnnouncer();
  const { communityId, name, facilityCount } = community;
  const removing = useRemoveCommunity(communityId);
  const restoring = useRestoreCommunity();
  const restore = () => step(restoring, communityId, { done: () => words.restored(name) });
  return (
    <ConfirmDialog
      visible={visible}
      title={words.confirmTitle(name)}
      consequences={facilityCount > 0 ? [words.meansReleased(facilityCount)] : [words.meansNow]}
      undo={words.undo}
      confirmLabel={words.confirm}
      {...(facilityCount > 0 ? { typeToConfirm: name } : {})}
      busy={removing.isPending}
      error={removing.isError ? problemText(texts, removing.error) : undefined}
      onCancel={onClose}
      onConfirm={() =>
        removing.mutate(undefined, {
          onSuccess: ({ facilitiesReleased }) => {
            onClose();
            router.dismissTo(communitiesPath);
            toast({
              text: words.done(name, facilitiesReleased),
              tone: "good",
              action: { label: words.restoreNow, onPress: restore },
            });
          },
        })
      }
    />
  );
}
