import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const HandoverScreen = lazyScreen(
  async () => (await import("@/features/representative/screens")).HandoverScreen,
);

export default function Handover() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <HandoverScreen communityId={communityId} />;
}
