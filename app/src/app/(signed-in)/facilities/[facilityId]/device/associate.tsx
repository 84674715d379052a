import { useLocalSearchParams } from "expo-router";

import { AssociateScreen } from "@/features/devices/screens/AssociateScreen";

export default function Associate() {
  const { facilityId } = useLocalSearchParams<{ facilityId: string }>();
  return <AssociateScreen facilityId={facilityId} />;
}
