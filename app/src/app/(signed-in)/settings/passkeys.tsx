import { PasskeysScreen } from "@/features/settings/screens/PasskeysScreen";

export default function Passkeys() {
  return <PasskeysScreen />;
}
