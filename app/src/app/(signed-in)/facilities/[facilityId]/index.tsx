import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const FacilityScreen = lazyScreen(
  async () => (await import("@/features/facility/screens")).FacilityScreen,
);

export default function Facility() {
  const { facilityId } = useLocalSearchParams<{ facilityId: string }>();
  return <FacilityScreen facilityId={facilityId} />;
}
