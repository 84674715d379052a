import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const GseStatementScreen = lazyScreen(
  async () => (await import("@/features/policies/screens")).GseStatementScreen,
);

export default function GseStatement() {
  const { communityId, month } = useLocalSearchParams<{ communityId: string; month: string }>();
  return <GseStatementScreen communityId={communityId} month={month} />;
}
