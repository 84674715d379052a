import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const MonthVersionsScreen = lazyScreen(
  async () => (await import("@/features/policies/screens")).MonthVersionsScreen,
);

export default function MonthVersions() {
  const { communityId, month } = useLocalSearchParams<{ communityId: string; month: string }>();
  return <MonthVersionsScreen communityId={communityId} month={month} />;
}
