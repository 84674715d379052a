import { useLocalSearchParams } from "expo-router";

import { ConfirmScreen } from "@/features/account/screens/ConfirmScreen";

export default function Confirm() {
  const { email, code } = useLocalSearchParams<{ email?: string; code?: string }>();
  return <ConfirmScreen email={email} code={code} />;
}
