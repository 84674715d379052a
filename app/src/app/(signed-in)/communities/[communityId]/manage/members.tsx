import { useLocalSearchParams } from "expo-router";

import { MembersScreen } from "@/features/representative/screens/MembersScreen";

export default function Members() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <MembersScreen communityId={communityId} />;
}
