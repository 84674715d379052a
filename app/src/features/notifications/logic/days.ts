/** Which notifications were of the same day. */
import { type Notification } from "@/api/queries/notifications";

export interface Day {
  readonly name: string;
  readonly notifications: readonly Notification[];
}

/** The newest first, as they come; `dayOf` names the day of a time. */
export function byDay(
  notifications: readonly Notification[],
  dayOf: (createdAt: string) => string,
): readonly Day[] {
  const days: { name: string; notifications: Notification[] }[] = [];
  for (const notification of notifications) {
    const name = dayOf(notification.createdAt);
    const last = days.at(-1);
    if (last?.name === name) last.notifications.push(notification);
    else days.push({ name, notifications: [notification] });
  }
  return days;
}
