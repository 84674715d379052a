import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const EpisodeScreen = lazyScreen(
  async () => (await import("@/features/notifications/screens")).EpisodeScreen,
);

export default function Episode() {
  const { communityId, episodeId } = useLocalSearchParams<{
    communityId: string;
    episodeId: string;
  }>();
  return <EpisodeScreen communityId={communityId} episodeId={episodeId} />;
}
