import { useLocalSearchParams } from "expo-router";

import { RemoveCommunityScreen } from "@/features/representative/screens/RemoveCommunityScreen";

export default function RemoveCommunity() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <RemoveCommunityScreen communityId={communityId} />;
}
