import { useLocalSearchParams } from "expo-router";

import { EpisodeScreen } from "@/features/notifications/screens/EpisodeScreen";

export default function Episode() {
  const { communityId, episodeId } = useLocalSearchParams<{
    communityId: string;
    episodeId: string;
  }>();
  return <EpisodeScreen communityId={communityId} episodeId={episodeId} />;
}
