import { useLocalSearchParams } from "expo-router";

import { CommunityAuditScreen } from "@/features/representative/screens/CommunityAuditScreen";

export default function CommunityAudit() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <CommunityAuditScreen communityId={communityId} />;
}
