import { useLocalSearchParams } from "expo-router";

import { ManageCommunityScreen } from "@/features/representative/screens/ManageCommunityScreen";

export default function ManageCommunity() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <ManageCommunityScreen communityId={communityId} />;
}
