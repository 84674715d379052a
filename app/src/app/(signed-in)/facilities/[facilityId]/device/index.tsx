import { useLocalSearchParams } from "expo-router";

import { DeviceScreen } from "@/features/devices/screens/DeviceScreen";

export default function Device() {
  const { facilityId } = useLocalSearchParams<{ facilityId: string }>();
  return <DeviceScreen facilityId={facilityId} />;
}
