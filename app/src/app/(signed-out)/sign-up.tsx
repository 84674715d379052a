import { useLocalSearchParams } from "expo-router";

import { SignUpScreen } from "@/features/account/screens/SignUpScreen";

export default function SignUp() {
  const { email } = useLocalSearchParams<{ email?: string }>();
  return <SignUpScreen email={email} />;
}
