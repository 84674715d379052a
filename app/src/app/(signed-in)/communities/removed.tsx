import { RemovedCommunitiesScreen } from "@/features/representative/screens/RemovedCommunitiesScreen";

export default function RemovedCommunities() {
  return <RemovedCommunitiesScreen />;
}
