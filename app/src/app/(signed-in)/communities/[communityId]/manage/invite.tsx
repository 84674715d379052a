import { useLocalSearchParams } from "expo-router";

import { InviteScreen } from "@/features/representative/screens/InviteScreen";

export default function Invite() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <InviteScreen communityId={communityId} />;
}
