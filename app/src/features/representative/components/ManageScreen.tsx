import { useRouter, type Href } from "expo-router";
import { type ReactNode } from "react";

import { useCommunity, type Community } from "@/api/queries/communities";
import { useTexts } from "@/texts";
import { Screen, type ScreenProps, type ViewState } from "@/ui";
import { useQueryScreen, type Asked } from "@/view/queryScreen";

import { communityPath, managePath } from "../logic/paths";

interface ManageScreenProps extends Pick<ScreenProps, "title" | "width" | "skeleton"> {
  readonly communityId: string;
  readonly subtitle?: string | ((community: Community) => string);
  /** What has to be there besides the community. */
  readonly queries?: readonly Asked[];
  /** Shown instead of the content once everything is there. */
  readonly empty?: ViewState | null;
  /** Where back leads when there is nothing to go back to. */
  readonly parent?: Href;
  readonly children: (community: Community) => ReactNode;
  readonly aside?: (community: Community) => ReactNode;
}

/** A screen of the representative's area: for others it says so, whatever led them here. */
export function ManageScreen(props: ManageScreenProps) {
  const { communityId, title, subtitle, queries = [], empty, children, aside, ...looks } = props;
  const words = useTexts().representative.hub;
  const router = useRouter();
  const back = useBack(props.parent ?? managePath(communityId));
  const community = useCommunity(communityId);
  const view = useQueryScreen([community, ...queries]);
  const known = community.data;
  const isTheirs = known?.role === "representative";
  const notTheirs: ViewState = {
    kind: "empty",
    icon: "lock",
    title: words.notYours,
    text: words.notYoursText,
    action: {
      label: words.backToCommunity,
      onPress: () => router.replace(communityPath(communityId)),
    },
  };
  const isReady = view.state.kind === "ready";
  const state = known && !isTheirs ? notTheirs : isReady && empty ? empty : view.state;
  const content = known && state.kind === "ready" ? known : null;
  return (
    <Screen
      {...looks}
      {...view}
      title={title}
      subtitle={typeof subtitle === "function" ? known && subtitle(known) : subtitle}
      onBack={back}
      state={state}
      aside={content && aside ? aside(content) : undefined}
    >
      {content && children(content)}
    </Screen>
  );
}

/** Back to where one came from, or up to the parent after a link or a reload. */
export function useBack(parent: Href): () => void {
  const router = useRouter();
  return () => {
    if (router.canGoBack()) router.back();
    else router.replace(parent);
  };
}
