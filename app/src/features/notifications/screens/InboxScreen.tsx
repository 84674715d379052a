import { useRouter } from "expo-router";

import { useInbox, useMarkAllRead, useUnreadCount } from "@/api/queries/notifications";
import { problemText, useTexts } from "@/texts";
import { AppText, Button, Card, IconButton, Screen, useAnnouncer, useFormats } from "@/ui";
import { useQueryScreen } from "@/view/queryScreen";

import { NotificationRow } from "../components/NotificationRow";
import { byDay } from "../logic/days";

/** All that the user was told, the newest first (FR4.2); live, for the layout around it listens. */
export function InboxScreen() {
  const texts = useTexts();
  const words = texts.notifications.inbox;
  const formats = useFormats();
  const { push } = useRouter();
  const inbox = useInbox();
  const { data: unread = 0 } = useUnreadCount();
  const screen = useQueryScreen([inbox]);
  const notifications = inbox.data?.pages.flatMap(({ items }) => items) ?? [];
  const isEmpty = screen.state.kind === "ready" && notifications.length === 0;
  const toSettings = () => push("/settings/notifications");
  const days = byDay(notifications, (createdAt) => formats.day(createdAt));
  return (
    <Screen
      {...screen}
      title={texts.common.inbox}
      subtitle={isEmpty ? undefined : unread === 0 ? words.allRead : words.unread(unread)}
      width="reading"
      actions={<IconButton icon="gear" label={words.settings} onPress={toSettings} />}
      {...(isEmpty && {
        state: {
          kind: "empty",
          icon: "bell",
          title: words.emptyTitle,
          text: words.empty,
          action: { label: words.toSettings, icon: "gear", onPress: toSettings },
        },
      })}
    >
      {unread > 0 && <ReadAll />}
      {days.map(({ name, notifications: ofDay }) => (
        <Card key={name} title={capitalized(name)} flush>
          {ofDay.map((one) => (
            <NotificationRow key={one.notificationId} notification={one} />
          ))}
        </Card>
      ))}
      {inbox.hasNextPage && (
        <Button
          label={words.older}
          onPress={() => void inbox.fetchNextPage()}
          busy={inbox.isFetchingNextPage}
          wide
        />
      )}
      {inbox.isFetchNextPageError && <AppText color="danger">{words.olderFailed}</AppText>}
    </Screen>
  );
}

function ReadAll() {
  const texts = useTexts();
  const { toast } = useAnnouncer();
  const readAll = useMarkAllRead();
  // With the promise: by then nothing is unread and the button gone, whose callbacks never come.
  const press = () =>
    void readAll.mutateAsync().then(
      () => toast({ text: texts.notifications.inbox.readAllDone }),
      (error: unknown) => toast({ tone: "danger", text: problemText(texts, error) }),
    );
  return (
    <Button
      icon="check"
      label={texts.notifications.inbox.readAll}
      onPress={press}
      busy={readAll.isPending}
    />
  );
}

function capitalized(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
