import { useLocalSearchParams } from "expo-router";

import { OffersScreen } from "@/features/representative/screens/OffersScreen";

export default function Offers() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <OffersScreen communityId={communityId} />;
}
