import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const ForgottenPasswordScreen = lazyScreen(
  async () => (await import("@/features/account/screens")).ForgottenPasswordScreen,
);

export default function ForgottenPassword() {
  const { email } = useLocalSearchParams<{ email?: string }>();
  return <ForgottenPasswordScreen email={email} />;
}
