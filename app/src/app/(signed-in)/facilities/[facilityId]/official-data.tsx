import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const OfficialDataScreen = lazyScreen(
  async () => (await import("@/features/facility/screens")).OfficialDataScreen,
);

export default function OfficialData() {
  const { facilityId } = useLocalSearchParams<{ facilityId: string }>();
  return <OfficialDataScreen facilityId={facilityId} />;
}
