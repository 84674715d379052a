import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const ManageCommunityScreen = lazyScreen(
  async () => (await import("@/features/representative/screens")).ManageCommunityScreen,
);

export default function ManageCommunity() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <ManageCommunityScreen communityId={communityId} />;
}
