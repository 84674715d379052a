import { useLocalSearchParams } from "expo-router";

import { GseStatementScreen } from "@/features/policies/screens/GseStatementScreen";

export default function GseStatement() {
  const { communityId, month } = useLocalSearchParams<{ communityId: string; month: string }>();
  return <GseStatementScreen communityId={communityId} month={month} />;
}
