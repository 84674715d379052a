import { useLocalSearchParams } from "expo-router";

import { CommunityMonthScreen } from "@/features/policies/screens/CommunityMonthScreen";

export default function CommunityMonth() {
  const { communityId, month } = useLocalSearchParams<{ communityId: string; month: string }>();
  return <CommunityMonthScreen communityId={communityId} month={month} />;
}
