import { type Href } from "expo-router";
import { type ReactNode } from "react";

import { useCommunity, type Community } from "@/api/queries/communities";
import { Screen, type ScreenProps, type ViewState } from "@/ui";

import { useCommunityLock } from "./locks";
import { useQueryScreen, type Asked } from "./queryScreen";
import { useGoBack } from "./useGoBack";

export interface RepresentativeScreenProps extends Pick<
  ScreenProps,
  "title" | "width" | "skeleton" | "header"
> {
  readonly communityId: string;
  readonly subtitle?: string | ((community: Community) => string);
  /** What has to be there besides the community. */
  readonly queries?: readonly Asked[];
  /** Shown instead of the content once everything is there. */
  readonly empty?: ViewState | null;
  /** Where back leads when there is nothing to go back to. */
  readonly parent: Href;
  readonly children: (community: Community) => ReactNode;
  readonly aside?: (community: Community) => ReactNode;
}

/** A screen for the community's representative: for others it says so, whatever led them here. */
export function RepresentativeScreen(props: RepresentativeScreenProps) {
  const { communityId, title, subtitle, queries = [], empty, parent, ...rest } = props;
  const { children, aside, ...looks } = rest;
  const back = useGoBack(parent);
  const community = useCommunity(communityId);
  const view = useQueryScreen([community, ...queries]);
  const known = community.data;
  const lock = useCommunityLock(known);
  const isReady = view.state.kind === "ready";
  const state = lock ?? (isReady && empty ? empty : view.state);
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
