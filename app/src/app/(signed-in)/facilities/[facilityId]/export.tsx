import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const ExportScreen = lazyScreen(
  async () => (await import("@/features/facility/screens")).ExportScreen,
);

export default function Export() {
  const { facilityId } = useLocalSearchParams<{ facilityId: string }>();
  return <ExportScreen facilityId={facilityId} />;
}
