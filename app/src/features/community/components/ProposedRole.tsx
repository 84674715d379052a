import { useRouter } from "expo-router";

import { type Community } from "@/api/queries/communities";
import { useSessionState } from "@/session/SessionProvider";
import { useTexts } from "@/texts";
import { Banner } from "@/ui";

/** For the one member whom the representative proposes to take their place. */
export function ProposedRole({ community }: { readonly community: Community }) {
  const words = useTexts().representative.handover;
  const router = useRouter();
  const session = useSessionState();
  const { communityId, name, proposedRepresentativeId } = community;
  const isProposed = session.status === "signed-in" && session.userId === proposedRepresentativeId;
  if (!isProposed) return null;
  return (
    <Banner
      icon="person"
      title={words.acceptTitle}
      text={words.acceptText(name)}
      action={{
        label: words.decide,
        onPress: () => router.push(`/communities/${communityId}/manage/handover`),
      }}
    />
  );
}
