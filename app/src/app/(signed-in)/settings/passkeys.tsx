import { lazyScreen } from "@/bootstrap/lazyScreen";

const PasskeysScreen = lazyScreen(
  async () => (await import("@/features/settings/screens")).PasskeysScreen,
);

export default function Passkeys() {
  return <PasskeysScreen />;
}
