import { useLocalSearchParams } from "expo-router";

import { DistributionPolicyScreen } from "@/features/policies/screens/DistributionPolicyScreen";

export default function DistributionPolicy() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <DistributionPolicyScreen communityId={communityId} />;
}
