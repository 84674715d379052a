import { useRouter } from "expo-router";

import { useTexts } from "@/texts";
import { Screen } from "@/ui";

export default function NotFound() {
  const router = useRouter();
  const { common } = useTexts();
  const action = { label: common.toNow, onPress: () => router.replace("/") };
  return (
    <Screen
      title={common.appName}
      state={{ kind: "empty", title: common.pageNotFound, text: common.pageNotFoundText, action }}
    />
  );
}
