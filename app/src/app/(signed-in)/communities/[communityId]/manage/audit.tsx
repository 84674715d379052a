import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const CommunityAuditScreen = lazyScreen(
  async () => (await import("@/features/representative/screens")).CommunityAuditScreen,
);

export default function CommunityAudit() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <CommunityAuditScreen communityId={communityId} />;
}
