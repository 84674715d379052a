import { useRouter } from "expo-router";
import { Fragment } from "react";

import { useIsOnline } from "@/api/network";
import { type Community, useMyCommunities } from "@/api/queries/communities";
import { problemText, useTexts } from "@/texts";
import { Button, Card, Column, Screen, TextLink, type ViewState } from "@/ui";

import { CommunityRow, ManageRow } from "../components/CommunityRow";

/** The communities that one takes part in or represents. */
export function CommunitiesScreen() {
  const texts = useTexts();
  const router = useRouter();
  const isOnline = useIsOnline();
  const communities = useMyCommunities();
  return (
    <Screen
      title={texts.common.communities}
      width="reading"
      offline={
        isOnline
          ? null
          : { asOf: communities.dataUpdatedAt === 0 ? null : communities.dataUpdatedAt }
      }
      state={useListState(communities)}
      // Whoever has removed the only one finds it all the same.
      header={communities.data?.length === 0 && <RemovedLink />}
      onRefresh={() => void communities.refetch()}
      refreshing={communities.isRefetching}
    >
      <Column gap="l">
        {communities.data !== undefined && <List communities={communities.data} />}
        <Button
          label={texts.community.create}
          icon="plus"
          variant="secondary"
          onPress={() => router.push("/communities/new")}
        />
        <RemovedLink />
      </Column>
    </Screen>
  );
}

function RemovedLink() {
  const texts = useTexts();
  const router = useRouter();
  return (
    <TextLink
      label={texts.community.removed}
      icon="bin"
      onPress={() => router.push("/communities/removed")}
    />
  );
}

function List({ communities }: { readonly communities: readonly Community[] }) {
  return (
    <Card flush>
      {communities.map((community) => (
        <Fragment key={community.communityId}>
          <CommunityRow community={community} />
          {community.role === "representative" && <ManageRow community={community} />}
        </Fragment>
      ))}
    </Card>
  );
}

function useListState(communities: ReturnType<typeof useMyCommunities>): ViewState {
  const texts = useTexts();
  const router = useRouter();
  if (communities.data === undefined) {
    if (communities.error === null) return { kind: "loading" };
    return {
      kind: "error",
      title: texts.common.cannotLoad,
      text: problemText(texts, communities.error),
      onRetry: () => void communities.refetch(),
      retrying: communities.isFetching,
    };
  }
  if (communities.data.length > 0) return { kind: "ready" };
  return {
    kind: "empty",
    icon: "community",
    title: texts.community.none,
    text: texts.community.noneText,
    action: { label: texts.community.create, onPress: () => router.push("/communities/new") },
  };
}
