import { ConfirmScreen } from "@/features/account/screens/ConfirmScreen";

export default function Confirm() {
  return <ConfirmScreen />;
}
