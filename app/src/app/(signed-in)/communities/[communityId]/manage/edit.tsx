import { useLocalSearchParams } from "expo-router";

import { EditCommunityScreen } from "@/features/representative/screens/EditCommunityScreen";

export default function EditCommunity() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <EditCommunityScreen communityId={communityId} />;
}
