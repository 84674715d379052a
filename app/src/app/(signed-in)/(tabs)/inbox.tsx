import { lazyScreen } from "@/bootstrap/lazyScreen";

const InboxScreen = lazyScreen(
  async () => (await import("@/features/notifications/screens")).InboxScreen,
);

export default function Inbox() {
  return <InboxScreen />;
}
