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
        <Facts items={factsOf(device, status, words, formats)} />
      </Card>
    </>
  );
}

export function faultText(fault: string, words: Texts["devices"]["status"]): string {
  const known: Readonly<Record<string, string>> = words.faults;
  return known[fault] ?? words.otherFault(fault);
}

function factsOf(
  device: AttachedDevice,
  status: DeviceStatus | null,
  words: Texts["devices"]["status"],
  formats: Formats,
): readonly Fact[] {
  const said = (value: string | null) => value ?? words.notSaid;
  const first: readonly Fact[] = [
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
    { label: words.cadence, value: cadenceS === null ? words.notSaid : formats.duration(cadenceS) },
    {
      label: words.signal,
      value: rssiDbm === null ? words.notSaid : words.signals[signalOf(rssiDbm)],
      note: rssiDbm === null ? undefined : words.dbm(rssiDbm),
    },
    { label: words.buffered, value: waiting === null ? words.notSaid : ofAll(waiting) },
    { label: words.uptime, value: uptimeS === null ? words.notSaid : formats.duration(uptimeS) },
    { label: words.firmware, value: said(status.firmware) },
    { label: words.hardware, value: said(status.hardware) },
  ];
}
