/** The inbox: what the user was told, live, and which ways it took. */
import {
  type InfiniteData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";

import { useApi } from "../ApiProvider";
import { answer } from "../clients";
import { type components } from "../generated/engagement";
import { page, type Page } from "../pages";
import { useStream } from "../useStream";

export type Notification = components["schemas"]["NotificationView"];
export type Delivery = components["schemas"]["DeliveryView"];
export type Inbox = InfiniteData<Page<Notification>, string | null>;

/** What an `inbox` event says. */
export interface InboxNews {
  readonly unreadCount: number;
  /** New ones, oldest first. */
  readonly notifications: readonly Notification[];
}

export const inboxKeys = {
  all: ["notification"] as const,
  list: () => [...inboxKeys.all, "list"] as const,
  unreadCount: () => [...inboxKeys.all, "unread-count"] as const,
  ofCommunity: (communityId: string) => [...inboxKeys.all, "community", communityId] as const,
  deliveries: (notificationId: string) => [...inboxKeys.all, "delivery", notificationId] as const,
};

const PAGE = 30;

/** The newest first, page by page. */
export function useInbox() {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: inboxKeys.list(),
    queryFn: ({ signal, pageParam }) =>
      page(
        api.engagement.GET("/notification", {
          params: { query: { limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}

/** How many are not read: at first by one request, then as the stream says. */
export function useUnreadCount() {
  const api = useApi();
  return useQuery({
    queryKey: inboxKeys.unreadCount(),
    queryFn: ({ signal }) => answer(api.engagement.GET("/notification/unread-count", { signal })),
    select: ({ unreadCount }) => unreadCount,
  });
}

/** Keeps list and count as the stream says; tells of each new notification. */
export function useInboxStream(onNew: (notification: Notification) => void) {
  const queryClient = useQueryClient();
  return useStream("/notification/stream", ({ event, data }) => {
    if (event !== "inbox") return;
    // What the service's description says of this event's data.
    const news = JSON.parse(data) as InboxNews;
    const before = queryClient.getQueryData<{ unreadCount: number }>(inboxKeys.unreadCount());
    queryClient.setQueryData(inboxKeys.unreadCount(), { unreadCount: news.unreadCount });
    queryClient.setQueryData<Inbox>(inboxKeys.list(), (known) => withNews(known, news));
    // Read elsewhere, or told while nothing was watched: the list is not what it was.
    const isOther = before !== undefined && before.unreadCount !== news.unreadCount;
    if (news.notifications.length > 0) {
      void queryClient.invalidateQueries({ queryKey: [...inboxKeys.all, "community"] });
    } else if (isOther) {
      void queryClient.invalidateQueries({ queryKey: inboxKeys.list() });
    }
    news.notifications.forEach(onNew);
  });
}

/** The list with new ones on top; what is known already stays where it is. */
export function withNews(known: Inbox | undefined, { notifications }: InboxNews) {
  const [first, ...rest] = known?.pages ?? [];
  if (known === undefined || first === undefined) return known;
  const ids = new Set(known.pages.flatMap(({ items }) => items.map((one) => one.notificationId)));
  const added = notifications.filter(({ notificationId }) => !ids.has(notificationId)).reverse();
  if (added.length === 0) return known;
  return { ...known, pages: [{ ...first, items: [...added, ...first.items] }, ...rest] };
}

/** The list with some, or all, read at that time. */
export function withRead(known: Inbox | undefined, readAt: string, notificationId?: string) {
  if (known === undefined) return known;
  const read = (one: Notification): Notification =>
    one.readAt === null && (notificationId === undefined || one.notificationId === notificationId)
      ? { ...one, readAt }
      : one;
  const pages = known.pages.map(({ items, next }) => ({ items: items.map(read), next }));
  return { ...known, pages };
}

export function useMarkRead() {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (notificationId: string) =>
      api.engagement.PUT("/notification/{notificationId}/read", {
        params: { path: { notificationId } },
      }),
    onSuccess: (_, notificationId) => {
      queryClient.setQueryData<Inbox>(inboxKeys.list(), (known) =>
        withRead(known, new Date().toISOString(), notificationId),
      );
      return queryClient.invalidateQueries({ queryKey: inboxKeys.unreadCount() });
    },
  });
}

export function useMarkAllRead() {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => api.engagement.POST("/notification/read-all"),
    onSuccess: () => {
      queryClient.setQueryData<Inbox>(inboxKeys.list(), (known) =>
        withRead(known, new Date().toISOString()),
      );
      queryClient.setQueryData(inboxKeys.unreadCount(), { unreadCount: 0 });
      return queryClient.invalidateQueries({ queryKey: inboxKeys.all });
    },
  });
}

/** As many of a community as one page has: a link to an episode rarely leads further back. */
const OF_COMMUNITY = 100;

/** What the user was told of one episode, the newest first; empty when they were not. */
export function useToldOfEpisode(communityId: string, episodeId: string) {
  const api = useApi();
  return useQuery({
    queryKey: inboxKeys.ofCommunity(communityId),
    queryFn: ({ signal }) =>
      answer(
        api.engagement.GET("/notification", {
          params: { query: { communityId, limit: OF_COMMUNITY } },
          signal,
        }),
      ),
    select: (notifications) => notifications.filter((one) => one.episodeId === episodeId),
  });
}

export function useDeliveries(notificationId: string) {
  const api = useApi();
  return useQuery({
    queryKey: inboxKeys.deliveries(notificationId),
    queryFn: ({ signal }) =>
      answer(
        api.engagement.GET("/notification/{notificationId}/delivery", {
          params: { path: { notificationId } },
          signal,
        }),
      ),
  });
}
