import { useLocalSearchParams } from "expo-router";

import { EffectScreen } from "@/features/policies/screens/EffectScreen";

export default function Effect() {
  const { communityId } = useLocalSearchParams<{ communityId: string }>();
  return <EffectScreen communityId={communityId} />;
}
