import { ActivityScreen } from "@/features/settings/screens/ActivityScreen";

export default function Activity() {
  return <ActivityScreen />;
}
