import { HelpScreen } from "@/features/help/screens/HelpScreen";

export default function Help() {
  return <HelpScreen />;
}
