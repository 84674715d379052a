import { lazyScreen } from "@/bootstrap/lazyScreen";

const NotificationSettingsScreen = lazyScreen(
  async () => (await import("@/features/notifications/screens")).NotificationSettingsScreen,
);

export default function NotificationSettings() {
  return <NotificationSettingsScreen />;
}
