import { type Delivery, useDeliveries } from "@/api/queries/notifications";
import { type Formats } from "@/formats";
import { problemText, useTexts, type Texts } from "@/texts";
import { AppText, Card, type IconName, ListRow, Skeleton, Tag, type Tone, useFormats } from "@/ui";

const TONES: Readonly<Record<Delivery["status"], Tone>> = {
  pending: "info",
  sending: "info",
  sent: "good",
  failed: "danger",
  unknown: "warn",
};

const ICONS: Readonly<Record<Delivery["channel"], IconName>> = {
  mail: "mail",
  log_file: "document",
  webhook: "globe",
  apprise: "bell",
  expo: "phone",
  fcm: "phone",
  web_push: "globe",
};

/** Every way that a notification took, and how it went there. */
export function DeliveriesCard({ notificationId }: { readonly notificationId: string }) {
  const texts = useTexts();
  const words = texts.notifications.inbox;
  const formats = useFormats();
  const deliveries = useDeliveries(notificationId);
  if (deliveries.data === undefined) {
    return (
      <Card title={words.ways}>
        {deliveries.error === null ? (
          <Skeleton height={48} />
        ) : (
          <AppText color="textSoft">{problemText(texts, deliveries.error)}</AppText>
        )}
      </Card>
    );
  }
  if (deliveries.data.length === 0) {
    return (
      <Card title={words.ways}>
        <AppText color="textSoft">{words.waysNone}</AppText>
      </Card>
    );
  }
  return (
    <Card title={words.ways} flush>
      {deliveries.data.map((one, index) => (
        <ListRow
          key={`${one.channel} ${one.endpointId ?? index}`}
          icon={ICONS[one.channel]}
          title={one.label ?? texts.notifications.settings.kinds[one.channel]}
          subtitle={noteOf(one, words, formats)}
          trailing={<Tag tone={TONES[one.status]} label={words.status[one.status]} />}
        />
      ))}
    </Card>
  );
}

function noteOf(
  { status, latencyS, nextAttemptAt, error }: Delivery,
  words: Texts["notifications"]["inbox"],
  formats: Formats,
): string | undefined {
  const notes = words.statusNotes;
  if (status === "sent" && latencyS !== null) return notes.after(formats.duration(latencyS));
  if (status === "unknown") return notes.unknown;
  if (status === "pending" && nextAttemptAt !== null) {
    return [error, notes.again(formats.time(nextAttemptAt))].filter(Boolean).join(" · ");
  }
  return error ?? undefined;
}
