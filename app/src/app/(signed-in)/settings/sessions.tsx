import { SessionsScreen } from "@/features/settings/screens/SessionsScreen";

export default function Sessions() {
  return <SessionsScreen />;
}
