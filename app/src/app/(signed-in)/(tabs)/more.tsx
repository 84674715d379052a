import { lazyScreen } from "@/bootstrap/lazyScreen";

const MoreScreen = lazyScreen(async () => (await import("@/features/settings/screens")).MoreScreen);

export default function More() {
  return <MoreScreen />;
}
