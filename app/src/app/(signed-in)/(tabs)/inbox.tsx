import { InboxScreen } from "@/features/notifications/screens/InboxScreen";

export default function Inbox() {
  return <InboxScreen />;
}
