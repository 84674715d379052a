import { useLocalSearchParams } from "expo-router";

import { ResetPasswordScreen } from "@/features/account/screens/ResetPasswordScreen";

export default function ResetPassword() {
  const { email, code, sent } = useLocalSearchParams<{
    email?: string;
    code?: string;
    sent?: string;
  }>();
  return <ResetPasswordScreen email={email} code={code} wasSent={sent === "1"} />;
}
