/** Answers of the engagement service, as tests need them. */
import { type Notification } from "@/api/queries/notifications";

export function notificationOf(change: Partial<Notification> = {}): Notification {
  return {
    notificationId: "n1",
    episodeId: "e1",
    communityId: "c1",
    communityName: "Borgo Sole",
    kind: "surplus_detected",
    title: "About 2.3 kW to spare",
    shortBody: "Borgo Sole: enough for a washing machine.",
    body: "Enough for a washing machine, until about 15:30.",
    createdAt: "2026-11-30T11:00:00Z",
    readAt: null,
    path: "/communities/c1/episodes/e1",
    ...change,
  };
}
