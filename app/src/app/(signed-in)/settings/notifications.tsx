import { NotificationSettingsScreen } from "@/features/notifications/screens/NotificationSettingsScreen";

export default function NotificationSettings() {
  return <NotificationSettingsScreen />;
}
