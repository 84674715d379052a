import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const EditFacilityScreen = lazyScreen(
  async () => (await import("@/features/facility/screens")).EditFacilityScreen,
);

export default function EditFacility() {
  const { facilityId } = useLocalSearchParams<{ facilityId: string }>();
  return <EditFacilityScreen facilityId={facilityId} />;
}
