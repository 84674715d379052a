import { RemovedFacilitiesScreen } from "@/features/facility/screens/RemovedFacilitiesScreen";

export default function RemovedFacilities() {
  return <RemovedFacilitiesScreen />;
}
