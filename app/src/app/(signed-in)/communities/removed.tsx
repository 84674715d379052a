import { lazyScreen } from "@/bootstrap/lazyScreen";

const RemovedCommunitiesScreen = lazyScreen(
  async () => (await import("@/features/representative/screens")).RemovedCommunitiesScreen,
);

export default function RemovedCommunities() {
  return <RemovedCommunitiesScreen />;
}
