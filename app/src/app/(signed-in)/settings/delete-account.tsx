import { DeleteAccountScreen } from "@/features/settings/screens/DeleteAccountScreen";

export default function DeleteAccount() {
  return <DeleteAccountScreen />;
}
