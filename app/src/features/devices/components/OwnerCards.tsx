import { useState } from "react";

import {
  type CommandKind,
  type DeviceConfiguration,
  useCommandDevice,
  useConfigureDevice,
  useDeviceCommands,
  useDeviceConfiguration,
} from "@/api/queries/devices";
import { problemText, useTexts } from "@/texts";
import {
  AppText,
  Banner,
  Button,
  Card,
  ConfirmDialog,
  ListRow,
  Select,
  Tag,
  useAnnouncer,
  useFormats,
} from "@/ui";

interface OwnerCardProps {
  readonly deviceId: string;
  /** The gateway knows the device as this facility's. */
  readonly isKnown: boolean;
}

/** How often the device sends: what was wished for, and whether it does so. */
export function SendingCard({ deviceId, isKnown }: OwnerCardProps) {
  const query = useDeviceConfiguration(deviceId, isKnown);
  if (query.data === undefined) return null;
  // A newer version begins the form anew.
  return <SendingForm key={query.data.version} deviceId={deviceId} configuration={query.data} />;
}

const INTERVALS_S = [10, 30, 60, 300, 900];
const CHANGES_W = [0, 100, 300, 500, 1000];

interface SendingFormProps {
  readonly deviceId: string;
  readonly configuration: DeviceConfiguration;
}

function SendingForm({ deviceId, configuration }: SendingFormProps) {
  const texts = useTexts();
  const words = texts.devices.status;
  const formats = useFormats();
  const { toast } = useAnnouncer();
  const { desired, version, isFollowed, rejected } = configuration;
  const [interval, setInterval] = useState(desired.reportingIntervalS);
  const [onChangeW, setOnChangeW] = useState(desired.onChangeW);
  const configure = useConfigureDevice(deviceId);
  const save = () =>
    configure.mutate(
      { reportingIntervalS: interval, onChangeW, version },
      { onSuccess: () => toast({ text: words.saved }) },
    );
  const stands =
    rejected !== null ? words.rejected(rejected) : isFollowed ? words.followed : words.notFollowed;
  return (
    <Card title={words.settings}>
      <Select
        label={words.interval}
        value={String(interval)}
        options={numbers(INTERVALS_S, interval).map((value) => ({
          value: String(value),
          label: formats.duration(value),
        }))}
        onChange={(value) => setInterval(Number(value))}
      />
      <Select
        label={words.onChange}
        value={String(onChangeW)}
        options={numbers(CHANGES_W, onChangeW).map((value) => ({
          value: String(value),
          label: value === 0 ? words.neverOnChange : formats.watts(value),
        }))}
        onChange={(value) => setOnChangeW(Number(value))}
      />
      <AppText variant="small" color={rejected === null ? "textMuted" : "danger"}>
        {stands}
      </AppText>
      {configure.error !== null && (
        <Banner tone="danger" text={problemText(texts, configure.error)} />
      )}
      <Button label={words.save} onPress={save} busy={configure.isPending} />
    </Card>
  );
}

function numbers(choices: readonly number[], present: number): readonly number[] {
  return choices.includes(present) ? choices : [...choices, present].sort((a, b) => a - b);
}

const ASKED_EVERY_MS = 5000;

/** What the device does once: blink, restart; and how it went. */
export function CommandsCard({ deviceId, isKnown }: OwnerCardProps) {
  const texts = useTexts();
  const words = texts.devices.status;
  const formats = useFormats();
  const { toast } = useAnnouncer();
  const [isAsking, setAsking] = useState(false);
  const commands = useDeviceCommands(deviceId, isKnown, ASKED_EVERY_MS).data ?? [];
  const command = useCommandDevice(deviceId);
  const ask = (kind: CommandKind) => {
    setAsking(false);
    command.mutate(kind, {
      onSuccess: () => toast({ text: words.asked }),
      onError: (error) => toast({ tone: "danger", text: problemText(texts, error) }),
    });
  };
  return (
    <Card title={words.commands} flush>
      <ListRow
        icon="sun"
        title={words.identify}
        subtitle={words.identifyText}
        role="button"
        onPress={() => ask("identify")}
      />
      <ListRow
        icon="refresh"
        title={words.reboot}
        subtitle={words.rebootText}
        role="button"
        onPress={() => setAsking(true)}
      />
      {commands.map(({ commandId, kind, outcome, requestedAt }) => (
        <ListRow
          key={commandId}
          title={words.kinds[kind]}
          subtitle={formats.dayTime(requestedAt)}
          trailing={
            <Tag
              tone={outcome === "done" ? "good" : outcome === null ? "info" : "warn"}
              label={words.outcomes[outcome ?? "pending"]}
            />
          }
        />
      ))}
      <ConfirmDialog
        visible={isAsking}
        title={words.rebootTitle}
        consequences={[words.rebootConsequence, words.rebootText]}
        confirmLabel={words.reboot}
        onConfirm={() => ask("reboot")}
        onCancel={() => setAsking(false)}
        destructive={false}
      />
    </Card>
  );
}
