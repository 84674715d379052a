import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const StatementScreen = lazyScreen(
  async () => (await import("@/features/facility/screens")).StatementScreen,
);

export default function Statement() {
  const { facilityId } = useLocalSearchParams<{ facilityId: string }>();
  return <StatementScreen facilityId={facilityId} />;
}
