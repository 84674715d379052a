import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const CommunityScreen = lazyScreen(
  async () => (await import("@/features/community/screens")).CommunityScreen,
);

export default function Community() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <CommunityScreen communityId={communityId} />;
}
