import { PrivacyScreen } from "@/features/help/screens/AboutScreen";

export default function Privacy() {
  return <PrivacyScreen />;
}
