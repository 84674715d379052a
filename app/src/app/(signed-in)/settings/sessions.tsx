import { lazyScreen } from "@/bootstrap/lazyScreen";

const SessionsScreen = lazyScreen(
  async () => (await import("@/features/settings/screens")).SessionsScreen,
);

export default function Sessions() {
  return <SessionsScreen />;
}
