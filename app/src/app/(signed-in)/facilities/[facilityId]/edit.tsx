import { useLocalSearchParams } from "expo-router";

import { EditFacilityScreen } from "@/features/facility/screens/EditFacilityScreen";

export default function EditFacility() {
  const { facilityId } = useLocalSearchParams<{ facilityId: string }>();
  return <EditFacilityScreen facilityId={facilityId} />;
}
