import { lazyScreen } from "@/bootstrap/lazyScreen";

const ActivityScreen = lazyScreen(
  async () => (await import("@/features/settings/screens")).ActivityScreen,
);

export default function Activity() {
  return <ActivityScreen />;
}
