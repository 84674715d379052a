import { lazyScreen } from "@/bootstrap/lazyScreen";

const HelpScreen = lazyScreen(async () => (await import("@/features/help/screens")).HelpScreen);

export default function Help() {
  return <HelpScreen />;
}
