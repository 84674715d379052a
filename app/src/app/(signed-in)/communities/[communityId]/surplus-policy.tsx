import { useLocalSearchParams } from "expo-router";

import { SurplusPolicyScreen } from "@/features/policies/screens/SurplusPolicyScreen";

export default function SurplusPolicy() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <SurplusPolicyScreen communityId={communityId} />;
}
