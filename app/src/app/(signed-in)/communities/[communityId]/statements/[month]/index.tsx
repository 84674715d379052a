import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const CommunityMonthScreen = lazyScreen(
  async () => (await import("@/features/policies/screens")).CommunityMonthScreen,
);

export default function CommunityMonth() {
  const { communityId, month } = useLocalSearchParams<{ communityId: string; month: string }>();
  return <CommunityMonthScreen communityId={communityId} month={month} />;
}
