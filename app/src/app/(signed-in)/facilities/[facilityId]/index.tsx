import { useLocalSearchParams } from "expo-router";

import { FacilityScreen } from "@/features/facility/screens/FacilityScreen";

export default function Facility() {
  const { facilityId } = useLocalSearchParams<{ facilityId: string }>();
  return <FacilityScreen facilityId={facilityId} />;
}
