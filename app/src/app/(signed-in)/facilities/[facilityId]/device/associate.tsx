import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const AssociateScreen = lazyScreen(
  async () => (await import("@/features/devices/screens")).AssociateScreen,
);

export default function Associate() {
  const { facilityId } = useLocalSearchParams<{ facilityId: string }>();
  return <AssociateScreen facilityId={facilityId} />;
}
