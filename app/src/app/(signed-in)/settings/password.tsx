import { PasswordScreen } from "@/features/settings/screens/PasswordScreen";

export default function Password() {
  return <PasswordScreen />;
}
