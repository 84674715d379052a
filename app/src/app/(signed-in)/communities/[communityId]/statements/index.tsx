import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const StatementsScreen = lazyScreen(
  async () => (await import("@/features/policies/screens")).StatementsScreen,
);

export default function Statements() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <StatementsScreen communityId={communityId} />;
}
