import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const EligibilityScreen = lazyScreen(
  async () => (await import("@/features/representative/screens")).EligibilityScreen,
);

export default function Eligibility() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <EligibilityScreen communityId={communityId} />;
}
