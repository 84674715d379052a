import { useLocalSearchParams } from "expo-router";

import { AuditScreen } from "@/features/facility/screens/AuditScreen";

export default function Audit() {
  const { facilityId } = useLocalSearchParams<{ facilityId: string }>();
  return <AuditScreen facilityId={facilityId} />;
}
