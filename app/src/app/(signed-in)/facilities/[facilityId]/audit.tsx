import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const AuditScreen = lazyScreen(
  async () => (await import("@/features/facility/screens")).AuditScreen,
);

export default function Audit() {
  const { facilityId } = useLocalSearchParams<{ facilityId: string }>();
  return <AuditScreen facilityId={facilityId} />;
}
