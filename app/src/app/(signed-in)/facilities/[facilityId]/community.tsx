import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const MembershipScreen = lazyScreen(
  async () => (await import("@/features/facility/screens")).MembershipScreen,
);

export default function Membership() {
  const { facilityId } = useLocalSearchParams<{ facilityId: string }>();
  return <MembershipScreen facilityId={facilityId} />;
}
