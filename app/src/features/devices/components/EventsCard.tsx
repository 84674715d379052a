import { type DeviceEvent, useDeviceEvents } from "@/api/queries/devices";
import { problemText, useTexts } from "@/texts";
import {
  AppText,
  Button,
  Card,
  type IconName,
  type Ink,
  ListRow,
  Skeleton,
  useFormats,
} from "@/ui";

import { faultText } from "./HealthCard";

const LOOKS: Readonly<Record<DeviceEvent["kind"], { icon: IconName; color: Ink }>> = {
  online: { icon: "checkCircle", color: "good" },
  offline: { icon: "offline", color: "warn" },
  faulted: { icon: "warning", color: "danger" },
  fault_cleared: { icon: "check", color: "good" },
};

/** When the device came, went, or had a fault. */
export function EventsCard({ deviceId, isAsked }: { deviceId: string; isAsked: boolean }) {
  const texts = useTexts();
  const words = texts.devices.status;
  const formats = useFormats();
  const query = useDeviceEvents(deviceId, isAsked);
  const events = query.data?.pages.flatMap(({ items }) => items) ?? [];
  if (query.data === undefined || events.length === 0) {
    const isWaiting = isAsked && query.data === undefined && query.error === null;
    return (
      <Card title={words.events}>
        {isWaiting ? (
          <Skeleton height={48} />
        ) : (
          <AppText color="textSoft">
            {query.error === null ? words.noEvents : problemText(texts, query.error)}
          </AppText>
        )}
      </Card>
    );
  }
  return (
    <Card title={words.events} flush>
      {events.map(({ kind, occurredAt, fault }) => (
        <ListRow
          key={`${occurredAt} ${kind} ${fault ?? ""}`}
          icon={LOOKS[kind].icon}
          iconColor={LOOKS[kind].color}
          title={words.changes[kind]}
          subtitle={fault === null ? undefined : faultText(fault, words)}
          value={formats.dayTime(occurredAt)}
        />
      ))}
      {query.hasNextPage && (
        <Button
          label={words.older}
          onPress={() => void query.fetchNextPage()}
          busy={query.isFetchingNextPage}
          wide
        />
      )}
    </Card>
  );
}
