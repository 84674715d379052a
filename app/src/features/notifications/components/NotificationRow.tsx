import { useRouter } from "expo-router";

import { type Notification, useMarkRead } from "@/api/queries/notifications";
import { useTexts } from "@/texts";
import { ListRow, useFormats } from "@/ui";

import { hrefOf } from "../logic/paths";

/** One notification; pressing it opens what it is about, and it counts as read. */
export function NotificationRow({ notification }: { readonly notification: Notification }) {
  const texts = useTexts().notifications.inbox;
  const formats = useFormats();
  const { push } = useRouter();
  const { mutate: markRead } = useMarkRead();
  const { notificationId, kind, title, shortBody, createdAt, communityName, readAt } = notification;
  const isUnread = readAt === null;
  const time = formats.time(createdAt);
  // The words begin with the community's name.
  const about = shortBody === "" ? (communityName ?? undefined) : shortBody;
  const open = () => {
    if (isUnread) markRead(notificationId);
    push(hrefOf(notification));
  };
  return (
    <ListRow
      icon={kind === "surplus_detected" ? "surplus" : "checkCircle"}
      iconColor={kind === "surplus_detected" ? "accent" : "textMuted"}
      title={title}
      subtitle={about}
      value={time}
      unread={isUnread}
      {...(isUnread && { hint: texts.unreadOne })}
      onPress={open}
    />
  );
}
