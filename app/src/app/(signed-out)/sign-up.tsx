import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const SignUpScreen = lazyScreen(
  async () => (await import("@/features/account/screens")).SignUpScreen,
);

export default function SignUp() {
  const { email } = useLocalSearchParams<{ email?: string }>();
  return <SignUpScreen email={email} />;
}
