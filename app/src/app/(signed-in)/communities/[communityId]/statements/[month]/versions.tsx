import { useLocalSearchParams } from "expo-router";

import { MonthVersionsScreen } from "@/features/policies/screens/MonthVersionsScreen";

export default function MonthVersions() {
  const { communityId, month } = useLocalSearchParams<{ communityId: string; month: string }>();
  return <MonthVersionsScreen communityId={communityId} month={month} />;
}
