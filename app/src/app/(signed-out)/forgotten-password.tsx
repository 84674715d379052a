import { ForgottenPasswordScreen } from "@/features/account/screens/ForgottenPasswordScreen";

export default function ForgottenPassword() {
  return <ForgottenPasswordScreen />;
}
