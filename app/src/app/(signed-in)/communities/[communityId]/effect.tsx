import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const EffectScreen = lazyScreen(
  async () => (await import("@/features/policies/screens")).EffectScreen,
);

export default function Effect() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <EffectScreen communityId={communityId} />;
}
