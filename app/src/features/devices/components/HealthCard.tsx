import { type AttachedDevice, type DeviceStatus } from "@/api/queries/devices";
import { type Formats } from "@/formats";
import { useTexts, type Texts } from "@/texts";
import { AppText, Banner, Card, type Fact, Facts, Tag, useFormats } from "@/ui";

import { HEALTH_TONES, healthOf, signalOf } from "../logic/health";

interface HealthProps {
  readonly device: AttachedDevice;
  /** Null while nothing of it is known yet. */
  readonly status: DeviceStatus | null;
}

/** Online or not, faults in plain words, and what the device says of itself. */
export function HealthCard({ device, status }: HealthProps) {
  const words = useTexts().devices.status;
  const formats = useFormats();
  const state = healthOf(status);
  const since = status?.since ?? null;
  const details = detailsOf(device, status, words, formats);
  const unsaid = details
    .filter((detail) => !isSaid(detail))
    .map(({ label }) => label)
    .join(" · ");
  return (
    <>
      <Card
        title={words.states[state]}
        action={<Tag tone={HEALTH_TONES[state]} label={words.states[state]} />}
      >
        <AppText>{words.stateTexts[state]}</AppText>
        {since !== null && (
          <AppText color="textMuted">{words.since(formats.dayTime(since))}</AppText>
        )}
      </Card>
      {status?.faults.map(({ fault, since: from }) => (
        <Banner
          key={fault}
          tone="danger"
          title={words.faultsTitle}
          text={`${faultText(fault, words)} (${words.faultSince(formats.dayTime(from))})`}
        />
      ))}
      <Card title={words.details}>
        <Facts items={details.filter(isSaid)} />
        {unsaid !== "" && <AppText color="textMuted">{words.notSaid(unsaid)}</AppText>}
      </Card>
    </>
  );
}

export function faultText(fault: string, words: Texts["devices"]["status"]): string {
  const known: Readonly<Record<string, string>> = words.faults;
  return known[fault] ?? words.otherFault(fault);
}

interface Detail extends Omit<Fact, "value"> {
  /** Null: the device has not said it. */
  readonly value: string | null;
}

function isSaid(detail: Detail): detail is Detail & Fact {
  return detail.value !== null;
}

function detailsOf(
  device: AttachedDevice,
  status: DeviceStatus | null,
  words: Texts["devices"]["status"],
  formats: Formats,
): readonly Detail[] {
  const first: readonly Detail[] = [
    { label: words.deviceId, value: device.deviceId },
    { label: words.measuresSince, value: formats.dayTime(device.validFrom) },
  ];
  if (status === null) return first;
  const { lastSeenAt, cadenceS, rssiDbm, uptimeS, buffered, bufferCapacity } = status;
  const waiting = buffered === null ? null : formats.number(buffered);
  const ofAll = (count: string) =>
    bufferCapacity === null ? count : words.ofCapacity(count, formats.number(bufferCapacity));
  return [
    ...first,
    {
      label: words.lastSeen,
      value: lastSeenAt === null ? words.never : formats.dayTime(lastSeenAt),
    },
    { label: words.cadence, value: cadenceS === null ? null : formats.duration(cadenceS) },
    {
      label: words.signal,
      value: rssiDbm === null ? null : words.signals[signalOf(rssiDbm)],
      note: rssiDbm === null ? undefined : words.dbm(rssiDbm),
    },
    { label: words.buffered, value: waiting === null ? null : ofAll(waiting) },
    { label: words.uptime, value: uptimeS === null ? null : formats.duration(uptimeS) },
    { label: words.firmware, value: status.firmware },
    { label: words.hardware, value: status.hardware },
  ];
}
