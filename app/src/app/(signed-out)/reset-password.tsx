import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const ResetPasswordScreen = lazyScreen(
  async () => (await import("@/features/account/screens")).ResetPasswordScreen,
);

export default function ResetPassword() {
  const { email, code, sent } = useLocalSearchParams<{
    email?: string;
    code?: string;
    sent?: string;
  }>();
  return <ResetPasswordScreen email={email} code={code} wasSent={sent === "1"} />;
}
