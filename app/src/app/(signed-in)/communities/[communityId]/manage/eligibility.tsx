import { useLocalSearchParams } from "expo-router";

import { EligibilityScreen } from "@/features/representative/screens/EligibilityScreen";

export default function Eligibility() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <EligibilityScreen communityId={communityId} />;
}
