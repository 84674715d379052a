import { useLocalSearchParams } from "expo-router";

import { ExportScreen } from "@/features/facility/screens/ExportScreen";

export default function Export() {
  const { facilityId } = useLocalSearchParams<{ facilityId: string }>();
  return <ExportScreen facilityId={facilityId} />;
}
