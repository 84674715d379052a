import { AddFacilityScreen } from "@/features/facility/screens/AddFacilityScreen";

export default function NewFacility() {
  return <AddFacilityScreen />;
}
