import { useLocalSearchParams } from "expo-router";

import { MembershipScreen } from "@/features/facility/screens/MembershipScreen";

export default function Membership() {
  const { facilityId } = useLocalSearchParams<{ facilityId: string }>();
  return <MembershipScreen facilityId={facilityId} />;
}
