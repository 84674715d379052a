import { useLocalSearchParams } from "expo-router";

import { CommunityScreen } from "@/features/community/screens/CommunityScreen";

export default function Community() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <CommunityScreen communityId={communityId} />;
}
