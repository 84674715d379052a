import { FacilitiesScreen } from "@/features/facility/screens/FacilitiesScreen";

export default function Facilities() {
  return <FacilitiesScreen />;
}
