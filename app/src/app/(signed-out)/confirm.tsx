import { useLocalSearchParams } from "expo-router";

import { lazyScreen } from "@/bootstrap/lazyScreen";

const ConfirmScreen = lazyScreen(
  async () => (await import("@/features/account/screens")).ConfirmScreen,
);

export default function Confirm() {
  const { email, code } = useLocalSearchParams<{ email?: string; code?: string }>();
  return <ConfirmScreen email={email} code={code} />;
}
