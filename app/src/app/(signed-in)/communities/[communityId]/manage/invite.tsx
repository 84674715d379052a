import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const InviteScreen = lazyScreen(
  async () => (await import("@/features/representative/screens")).InviteScreen,
);

export default function Invite() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <InviteScreen communityId={communityId} />;
}
