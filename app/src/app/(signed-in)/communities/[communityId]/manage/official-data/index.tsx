import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const OfficialCurvesScreen = lazyScreen(
  async () => (await import("@/features/representative/screens")).OfficialCurvesScreen,
);

export default function OfficialCurves() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <OfficialCurvesScreen communityId={communityId} />;
}
