import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const DistributionPolicyScreen = lazyScreen(
  async () => (await import("@/features/policies/screens")).DistributionPolicyScreen,
);

export default function DistributionPolicy() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <DistributionPolicyScreen communityId={communityId} />;
}
