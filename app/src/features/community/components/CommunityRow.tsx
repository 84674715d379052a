import { useIsFocused, useRouter } from "expo-router";

import { type Community } from "@/api/queries/communities";
import { useCommunityNow } from "@/live/useCommunityNow";
import { useTexts } from "@/texts";
import { ListRow, useFormats } from "@/ui";

/** A community of the list: whether now is a good time there, live. */
export function CommunityRow({ community }: { readonly community: Community }) {
  const texts = useTexts();
  const router = useRouter();
  const formats = useFormats();
  const { verdict, balance } = useCommunityNow(community, useIsFocused());
  const { communityId, name, role, status, memberCount } = community;
  const excessW = balance?.excessPowerW ?? null;
  const isKnown = verdict !== null && verdict !== "unknown";
  return (
    <ListRow
      icon="community"
      title={name}
      subtitle={[
        texts.community.role[role],
        texts.community.status[status],
        texts.community.members(memberCount),
      ].join(" · ")}
      value={verdict === null ? undefined : texts.live.verdict[verdict]}
      valueNote={isKnown && excessW !== null ? formats.watts(excessW) : undefined}
      onPress={() =>
        router.push({ pathname: "/communities/[communityId]", params: { communityId } })
      }
    />
  );
}

/** Straight to the representative's area of one of several. */
export function ManageRow({ community }: { readonly community: Community }) {
  const texts = useTexts().community;
  const router = useRouter();
  const { communityId, name } = community;
  return (
    <ListRow
      icon="gear"
      title={texts.manageOne(name)}
      onPress={() =>
        router.push({ pathname: "/communities/[communityId]/manage", params: { communityId } })
      }
    />
  );
}
