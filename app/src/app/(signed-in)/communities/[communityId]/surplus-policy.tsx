import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const SurplusPolicyScreen = lazyScreen(
  async () => (await import("@/features/policies/screens")).SurplusPolicyScreen,
);

export default function SurplusPolicy() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <SurplusPolicyScreen communityId={communityId} />;
}
