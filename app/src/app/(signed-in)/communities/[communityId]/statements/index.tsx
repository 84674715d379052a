import { useLocalSearchParams } from "expo-router";

import { StatementsScreen } from "@/features/policies/screens/StatementsScreen";

export default function Statements() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <StatementsScreen communityId={communityId} />;
}
