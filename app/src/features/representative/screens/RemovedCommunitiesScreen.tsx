import { useRouter } from "expo-router";

import {
  useRemovedCommunities,
  useRestoreCommunity,
  type RemovedCommunity,
} from "@/api/queries/representative";
import { useTexts } from "@/texts";
import { AppText, Button, Card, Column, Screen, useFormats } from "@/ui";
import { useQueryScreen } from "@/view/queryScreen";

import { useBack } from "../components/ManageScreen";
import { useStep } from "../components/useStep";
import { communitiesPath, managePath } from "../logic/paths";

/** Communities that the user removed in the last 30 days. */
export function RemovedCommunitiesScreen() {
  const words = useTexts().representative.removal;
  const removed = useRemovedCommunities();
  const view = useQueryScreen([removed]);
  const isEmpty = view.state.kind === "ready" && removed.data?.length === 0;
  return (
    <Screen
      {...view}
      title={words.removedTitle}
      subtitle={words.removedSubtitle}
      width="reading"
      onBack={useBack(communitiesPath)}
      state={
        isEmpty
          ? { kind: "empty", icon: "bin", title: words.removedEmpty, text: words.removedEmptyText }
          : view.state
      }
    >
      {removed.data?.map((community) => (
        <Removed key={community.communityId} community={community} />
      ))}
    </Screen>
  );
}

function Removed({ community }: { readonly community: RemovedCommunity }) {
  const words = useTexts().representative.removal;
  const formats = useFormats();
  const router = useRouter();
  const step = useStep();
  const restoring = useRestoreCommunity();
  const { communityId, name, removedAt, restorableUntil } = community;
  return (
    <Card title={name}>
      <Column gap="xs">
        <AppText color="textSoft">{words.removedOn(formats.dayTime(removedAt))}</AppText>
        <AppText color="textSoft">{words.until(formats.date(restorableUntil, "long"))}</AppText>
      </Column>
      <Button
        icon="refresh"
        label={words.restore}
        hint={name}
        busy={restoring.isPending}
        onPress={() =>
          step(restoring, communityId, {
            done: () => words.restored(name),
            then: () => router.replace(managePath(communityId)),
          })
        }
      />
    </Card>
  );
}
