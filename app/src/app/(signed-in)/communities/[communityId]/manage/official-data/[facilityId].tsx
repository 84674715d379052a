import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const MemberOfficialDataScreen = lazyScreen(
  async () => (await import("@/features/facility/screens")).MemberOfficialDataScreen,
);

export default function MemberOfficialData() {
  const params = useLocalSearchParams<{ communityId: string; facilityId: string }>();
  return (
    <MemberOfficialDataScreen communityId={params.communityId} facilityId={params.facilityId} />
  );
}
