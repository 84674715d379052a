import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const OffersScreen = lazyScreen(
  async () => (await import("@/features/representative/screens")).OffersScreen,
);

export default function Offers() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <OffersScreen communityId={communityId} />;
}
