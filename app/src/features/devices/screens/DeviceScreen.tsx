import { useRouter } from "expo-router";
import { useState } from "react";

import {
  type AttachedDevice,
  useDetachDevice,
  useDeviceStatus,
  useFacilityDevice,
} from "@/api/queries/devices";
import { useFacility } from "@/api/queries/facilities";
import { problemText, useTexts } from "@/texts";
import { Card, ConfirmDialog, ListRow, Screen, useAnnouncer, type ViewState } from "@/ui";
import { useQueryScreen } from "@/view/queryScreen";
import { useGoBack } from "@/view/useGoBack";

import { EventsCard } from "../components/EventsCard";
import { HealthCard } from "../components/HealthCard";
import { CommandsCard, SendingCard } from "../components/OwnerCards";

const ASKED_EVERY_MS = 15_000;

/** A facility's device: how it is, what happened to it, and what its owner does with it. */
export function DeviceScreen({ facilityId }: { readonly facilityId: string }) {
  const words = useTexts().devices.association;
  const { push } = useRouter();
  const goBack = useGoBack(`/facilities/${facilityId}`);
  const facility = useFacility(facilityId);
  const query = useFacilityDevice(facilityId);
  const device = query.data ?? undefined;
  const status = useDeviceStatus(device?.deviceId, ASKED_EVERY_MS);
  const screen = useQueryScreen(
    device === undefined ? [facility, query] : [facility, query, status],
  );
  const isOwner = facility.data?.role === "owner";
  const toAssociate = () => push(`/facilities/${facilityId}/device/associate`);
  const none: ViewState = {
    kind: "empty",
    icon: "device",
    title: words.none,
    text: isOwner ? words.noneOwner : words.noneOther,
    ...(isOwner && { action: { label: words.associate, onPress: toAssociate, icon: "plus" } }),
  };
  const isKnown = status.data !== null && status.data !== undefined;
  const isReady = screen.state.kind === "ready";
  const owned = device !== undefined && isOwner && (
    <>
      <SendingCard deviceId={device.deviceId} isKnown={isKnown} />
      {isKnown && <CommandsCard deviceId={device.deviceId} isKnown={isKnown} />}
      <ChangeCard device={device} onReplace={toAssociate} />
    </>
  );
  return (
    <Screen
      {...screen}
      title={words.title}
      subtitle={facility.data?.name}
      onBack={goBack}
      {...(isReady && device === undefined && { state: none })}
      {...(owned !== false && { aside: owned })}
    >
      {device !== undefined && (
        <>
          <HealthCard device={device} status={status.data ?? null} />
          <EventsCard deviceId={device.deviceId} isAsked={isKnown} />
        </>
      )}
    </Screen>
  );
}

interface ChangeCardProps {
  readonly device: AttachedDevice;
  readonly onReplace: () => void;
}

/** Another device in its place, or none (FR7.2). */
function ChangeCard({ device, onReplace }: ChangeCardProps) {
  const texts = useTexts();
  const words = texts.devices.association;
  const lost = words.removeConsequences;
  const { toast } = useAnnouncer();
  const [isAsking, setAsking] = useState(false);
  const detach = useDetachDevice(device.facilityId);
  const confirm = () =>
    detach.mutate(undefined, { onSuccess: () => toast({ text: words.removed }) });
  return (
    <Card flush>
      <ListRow icon="qr" title={words.replace} onPress={onReplace} />
      <ListRow
        icon="bin"
        iconColor="danger"
        title={words.remove}
        role="button"
        onPress={() => setAsking(true)}
      />
      <ConfirmDialog
        visible={isAsking}
        title={words.removeTitle}
        text={device.deviceId}
        consequences={[lost.measured, lost.kept, lost.free]}
        undo={words.removeUndo}
        confirmLabel={words.remove}
        onConfirm={confirm}
        onCancel={() => setAsking(false)}
        busy={detach.isPending}
        error={detach.error === null ? undefined : problemText(texts, detach.error)}
      />
    </Card>
  );
}
