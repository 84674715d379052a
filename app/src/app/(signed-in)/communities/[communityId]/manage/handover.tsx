import { useLocalSearchParams } from "expo-router";

import { HandoverScreen } from "@/features/representative/screens/HandoverScreen";

export default function Handover() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <HandoverScreen communityId={communityId} />;
}
