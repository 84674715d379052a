import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const DeviceScreen = lazyScreen(
  async () => (await import("@/features/devices/screens")).DeviceScreen,
);

export default function Device() {
  const { facilityId } = useLocalSearchParams<{ facilityId: string }>();
  return <DeviceScreen facilityId={facilityId} />;
}
