import { useLocalSearchParams } from "expo-router";

import { PeopleScreen } from "@/features/facility/screens/PeopleScreen";

export default function People() {
  const { facilityId } = useLocalSearchParams<{ facilityId: string }>();
  return <PeopleScreen facilityId={facilityId} />;
}
