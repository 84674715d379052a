import { ResetPasswordScreen } from "@/features/account/screens/ResetPasswordScreen";

export default function ResetPassword() {
  return <ResetPasswordScreen />;
}
