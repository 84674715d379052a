import { useLocalSearchParams } from "expo-router";

import { ForgottenPasswordScreen } from "@/features/account/screens/ForgottenPasswordScreen";

export default function ForgottenPassword() {
  const { email } = useLocalSearchParams<{ email?: string }>();
  return <ForgottenPasswordScreen email={email} />;
}
