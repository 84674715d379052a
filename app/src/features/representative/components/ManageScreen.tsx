import { type Href } from "expo-router";

import { RepresentativeScreen, type RepresentativeScreenProps } from "@/view/RepresentativeScreen";

import { managePath } from "../logic/paths";

interface ManageScreenProps extends Omit<RepresentativeScreenProps, "parent"> {
  readonly parent?: Href;
}

/** A screen of the representative's area, below its first one. */
export function ManageScreen(props: ManageScreenProps) {
  return <RepresentativeScreen {...props} parent={props.parent ?? managePath(props.communityId)} />;
}

export { useGoBack as useBack } from "@/view/useGoBack";
