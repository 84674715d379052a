import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const MembersScreen = lazyScreen(
  async () => (await import("@/features/representative/screens")).MembersScreen,
);

export default function Members() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <MembersScreen communityId={communityId} />;
}
