import { useLocalSearchParams } from "expo-router";

import { StatementScreen } from "@/features/facility/screens/StatementScreen";

export default function Statement() {
  const { facilityId } = useLocalSearchParams<{ facilityId: string }>();
  return <StatementScreen facilityId={facilityId} />;
}
