import { useRouter } from "expo-router";
import { useEffect } from "react";

import { type SurplusEpisode, useEpisode } from "@/api/queries/live";
import { type Notification, useMarkRead, useToldOfEpisode } from "@/api/queries/notifications";
import { useTexts } from "@/texts";
import { AppText, Button, Card, type Fact, Facts, Screen, Tag, useFormats } from "@/ui";
import { useQueryScreen } from "@/view/queryScreen";
import { useGoBack } from "@/view/useGoBack";

import { DeliveriesCard } from "../components/DeliveriesCard";

interface EpisodeScreenProps {
  readonly communityId: string;
  readonly episodeId: string;
}

/** What a notification opens: what was told, how the moment went, and which ways the news took. */
export function EpisodeScreen({ communityId, episodeId }: EpisodeScreenProps) {
  const texts = useTexts();
  const words = texts.notifications.inbox;
  const formats = useFormats();
  const { push } = useRouter();
  const goBack = useGoBack("/inbox");
  const episode = useEpisode(communityId, episodeId);
  const told = useToldOfEpisode(communityId, episodeId);
  const screen = useQueryScreen([episode, told]);
  const [newest] = told.data ?? [];
  useReadOnceSeen(told.data);
  const name = newest?.communityName ?? null;
  return (
    <Screen
      {...screen}
      title={newest?.title ?? words.moment}
      subtitle={[name, newest && words.toldAt(formats.dayTime(newest.createdAt))]
        .filter(Boolean)
        .join(" · ")}
      onBack={goBack}
      width="reading"
    >
      {told.data?.map((one) => (
        <Told key={one.notificationId} notification={one} isTitled={one !== newest} />
      ))}
      {episode.data && <HowItWent episode={episode.data} />}
      {episode.data && (
        <Card title={words.why}>
          <AppText>
            {episode.data.ownOutcome === null
              ? texts.community.noOutcome
              : texts.community.outcome[episode.data.ownOutcome]}
          </AppText>
        </Card>
      )}
      {newest && <DeliveriesCard notificationId={newest.notificationId} />}
      <Button
        icon="community"
        label={words.toCommunity(name ?? words.theCommunity)}
        onPress={() => push(`/communities/${communityId}`)}
        wide
      />
    </Screen>
  );
}

function Told({ notification, isTitled }: { notification: Notification; isTitled: boolean }) {
  const { title, body } = notification;
  return (
    <Card {...(isTitled && { title })}>
      <AppText>{body}</AppText>
    </Card>
  );
}

function HowItWent({ episode }: { readonly episode: SurplusEpisode }) {
  const texts = useTexts();
  const words = texts.notifications.inbox;
  const formats = useFormats();
  const { startedAt, endedAt, endReason, peakExcessW, detectedExcessW } = episode;
  const lastedS = endedAt === null ? null : (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
  const facts: readonly Fact[] = [
    { label: words.started, value: formats.dayTime(startedAt) },
    { label: words.ended, value: endedAt === null ? words.stillOn : formats.dayTime(endedAt) },
    ...(lastedS === null ? [] : [{ label: words.lasted, value: formats.duration(lastedS) }]),
    { label: words.detected, value: formats.watts(detectedExcessW) },
    { label: words.peak, value: formats.watts(peakExcessW) },
  ];
  const tag =
    endedAt === null ? (
      <Tag tone="good" icon="sun" label={words.ongoing} />
    ) : (
      <Tag label={words.over} icon="check" />
    );
  return (
    <Card title={words.howItWent} action={tag}>
      <Facts items={facts} />
      {endReason !== null && (
        <AppText variant="small" color="textMuted">
          {texts.community.endReason[endReason]}
        </AppText>
      )}
    </Card>
  );
}

/** Whoever has opened it has read it. */
function useReadOnceSeen(told: readonly Notification[] | undefined) {
  const { mutate: markRead } = useMarkRead();
  const unread = told?.filter(({ readAt }) => readAt === null).map((one) => one.notificationId);
  const ids = unread?.join(" ") ?? "";
  useEffect(() => {
    for (const id of ids.split(" ").filter(Boolean)) markRead(id);
  }, [ids, markRead]);
}
