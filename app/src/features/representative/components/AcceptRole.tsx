import { useRouter } from "expo-router";

import { type Community } from "@/api/queries/communities";
import { useEndProposal, useHandOver } from "@/api/queries/representative";
import { useTexts } from "@/texts";
import { AppText, Button, Card, Screen } from "@/ui";

import { communityPath, managePath } from "../logic/paths";

import { useBack } from "./ManageScreen";
import { useMyId } from "./usePeople";
import { useStep } from "./useStep";

interface AcceptRoleProps {
  readonly community: Community;
  readonly isProposed: boolean;
}

/** For who is proposed as the next representative. */
export function AcceptRole({ community, isProposed }: AcceptRoleProps) {
  const words = useTexts().representative.handover;
  const { communityId, name } = community;
  return (
    <Screen
      title={isProposed ? words.acceptTitle : words.title}
      subtitle={name}
      width="form"
      onBack={useBack(communityPath(communityId))}
      state={
        isProposed
          ? { kind: "ready" }
          : { kind: "empty", icon: "person", title: words.nothing, text: words.nothingText }
      }
    >
      <Answer community={community} />
    </Screen>
  );
}

function Answer({ community: { communityId, name } }: { readonly community: Community }) {
  const words = useTexts().representative.handover;
  const router = useRouter();
  const step = useStep();
  const me = useMyId();
  const accepting = useHandOver(communityId);
  const declining = useEndProposal(communityId);
  return (
    <Card>
      <AppText>{words.acceptText(name)}</AppText>
      <AppText color="textSoft">{words.acceptMeans}</AppText>
      <Button
        variant="primary"
        icon="check"
        wide
        label={words.accept}
        busy={accepting.isPending}
        disabled={declining.isPending}
        onPress={() =>
          step(accepting, me, {
            done: () => words.accepted(name),
            then: () => router.replace(managePath(communityId)),
          })
        }
      />
      <Button
        wide
        label={words.decline}
        busy={declining.isPending}
        disabled={accepting.isPending}
        onPress={() =>
          step(declining, undefined, {
            done: () => words.declined,
            then: () => router.replace(communityPath(communityId)),
          })
        }
      />
    </Card>
  );
}
