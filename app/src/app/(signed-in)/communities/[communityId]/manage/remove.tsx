import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const RemoveCommunityScreen = lazyScreen(
  async () => (await import("@/features/representative/screens")).RemoveCommunityScreen,
);

export default function RemoveCommunity() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <RemoveCommunityScreen communityId={communityId} />;
}
