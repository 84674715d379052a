import { MoreScreen } from "@/features/settings/screens/MoreScreen";

export default function More() {
  return <MoreScreen />;
}
