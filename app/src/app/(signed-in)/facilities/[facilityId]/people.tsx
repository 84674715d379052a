import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const PeopleScreen = lazyScreen(
  async () => (await import("@/features/facility/screens")).PeopleScreen,
);

export default function People() {
  const { facilityId } = useLocalSearchParams<{ facilityId: string }>();
  return <PeopleScreen facilityId={facilityId} />;
}
