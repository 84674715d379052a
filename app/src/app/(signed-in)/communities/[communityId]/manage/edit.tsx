import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const EditCommunityScreen = lazyScreen(
  async () => (await import("@/features/representative/screens")).EditCommunityScreen,
);

export default function EditCommunity() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <EditCommunityScreen communityId={communityId} />;
}
