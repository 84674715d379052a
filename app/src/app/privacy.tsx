import { lazyScreen } from "@/bootstrap/lazyScreen";

const PrivacyScreen = lazyScreen(
  async () => (await import("@/features/help/screens")).PrivacyScreen,
);

export default function Privacy() {
  return <PrivacyScreen />;
}
