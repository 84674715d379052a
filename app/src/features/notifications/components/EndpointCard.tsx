import { useState } from "react";

import {
  type Endpoint,
  type Trial,
  useChangeEndpoint,
  useRemoveEndpoint,
  useTryEndpoint,
} from "@/api/queries/notificationSettings";
import { type Formats } from "@/formats";
import { problemText, useTexts, type Texts } from "@/texts";
import {
  AppText,
  Banner,
  Button,
  Card,
  Column,
  ConfirmDialog,
  Row,
  Tag,
  type Tone,
  useAnnouncer,
  useFormats,
} from "@/ui";

interface EndpointCardProps {
  readonly endpoint: Endpoint;
  readonly isHere: boolean;
  /** Instead of removing it, where more has to be done than that. */
  readonly onRemoved?: () => void;
}

/** A way out of the user's: how it goes there, a test, and taking it away. */
export function EndpointCard({ endpoint, isHere, onRemoved }: EndpointCardProps) {
  const words = useTexts().notifications.settings;
  const formats = useFormats();
  const [isAsking, setAsking] = useState(false);
  const { label, address, enabled, disabledReason } = endpoint;
  const off = words.disabled[disabledReason ?? "by_user"];
  return (
    <Card
      title={isHere ? `${label} (${words.hereToo})` : label}
      level={3}
      action={<Tag tone={enabled ? "good" : "warn"} label={enabled ? words.enabled : off} />}
    >
      <Column gap="xs">
        <AppText color="textSoft">{`${words.kinds[endpoint.kind]} · ${address}`}</AppText>
        <AppText variant="small" color="textMuted">
          {historyOf(endpoint, words, formats)}
        </AppText>
      </Column>
      <TestRow endpoint={endpoint} onRemove={() => setAsking(true)} />
      <RemoveDialog
        endpoint={endpoint}
        visible={isAsking}
        onClose={() => setAsking(false)}
        onRemoved={onRemoved}
      />
    </Card>
  );
}

function historyOf(
  { lastSentAt, lastFailedAt, lastError }: Endpoint,
  words: Texts["notifications"]["settings"],
  formats: Formats,
): string {
  const hasFailedLast = lastFailedAt !== null && (lastSentAt === null || lastFailedAt > lastSentAt);
  return [
    lastSentAt === null ? "" : words.lastSent(formats.dayTime(lastSentAt)),
    hasFailedLast ? words.lastFailed(formats.dayTime(lastFailedAt)) : "",
    hasFailedLast ? lastError : "",
  ]
    .filter(Boolean)
    .join(" · ");
}

function TestRow({ endpoint, onRemove }: { endpoint: Endpoint; onRemove: () => void }) {
  const texts = useTexts();
  const words = texts.notifications.settings;
  const { toast } = useAnnouncer();
  const trial = useTryEndpoint();
  const change = useChangeEndpoint();
  const { endpointId, label, enabled } = endpoint;
  const toggle = () =>
    change.mutate(
      { endpointId, label, enabled: !enabled },
      {
        onSuccess: () => toast({ text: words.saved }),
        onError: (error) => toast({ tone: "danger", text: problemText(texts, error) }),
      },
    );
  return (
    <>
      {trial.data && <TrialBanner trial={trial.data} />}
      {trial.error !== null && <Banner tone="danger" text={problemText(texts, trial.error)} />}
      <Row gap="s" wrap>
        <Button
          label={words.test}
          hint={words.testOf(label)}
          busy={trial.isPending}
          busyLabel={words.testing}
          disabled={!enabled}
          onPress={() => trial.mutate(endpointId)}
        />
        <Button
          variant="quiet"
          label={enabled ? words.turnOff : words.turnOn}
          hint={label}
          busy={change.isPending}
          onPress={toggle}
        />
        <Button variant="quiet" icon="bin" label={words.remove} hint={label} onPress={onRemove} />
      </Row>
    </>
  );
}

const TONES: Readonly<Record<Trial["status"], Tone>> = {
  sent: "good",
  failed: "danger",
  unknown: "warn",
  pending: "info",
  sending: "info",
};

function TrialBanner({ trial: { status, error } }: { readonly trial: Trial }) {
  const words = useTexts().notifications.settings;
  return (
    <Banner tone={TONES[status]} text={[words.tested[status], error].filter(Boolean).join(" ")} />
  );
}

interface RemoveDialogProps {
  readonly endpoint: Endpoint;
  readonly visible: boolean;
  readonly onClose: () => void;
  readonly onRemoved: (() => void) | undefined;
}

function RemoveDialog({ endpoint, visible, onClose, onRemoved }: RemoveDialogProps) {
  const texts = useTexts();
  const words = texts.notifications.settings;
  const { toast } = useAnnouncer();
  const remove = useRemoveEndpoint();
  // With the promise: by then the card is gone with its endpoint, and its callbacks never come.
  const confirm = () =>
    void remove.mutateAsync(endpoint.endpointId).then(
      () => {
        onClose();
        onRemoved?.();
        toast({ text: words.removed });
      },
      () => undefined, // The dialog says it.
    );
  return (
    <ConfirmDialog
      visible={visible}
      title={words.removeTitle(endpoint.label)}
      text={words.removeText}
      confirmLabel={words.remove}
      onConfirm={confirm}
      onCancel={onClose}
      busy={remove.isPending}
      error={remove.error === null ? undefined : problemText(texts, remove.error)}
    />
  );
}
