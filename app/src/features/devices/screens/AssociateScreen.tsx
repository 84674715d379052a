import { useState } from "react";

import { Problem } from "@/api/problems";
import { type AttachedDevice, useAttachDevice, useFacilityDevice } from "@/api/queries/devices";
import { useFacility } from "@/api/queries/facilities";
import { parseDate, startOfDay } from "@/formats";
import { problemText, useTexts } from "@/texts";
import { AppText, Banner, Button, Card, CheckboxRow, Screen, TextField, useFormats } from "@/ui";
import { useFacilityLock } from "@/view/locks";
import { useQueryScreen } from "@/view/queryScreen";
import { useGoBack } from "@/view/useGoBack";

import { LabelFields } from "../components/LabelFields";
import { ProgressCard } from "../components/ProgressCard";
import { errorsOf } from "../logic/label";

/** The association procedure, for owners (FR7.1, FR7.3, FR7.4): the label, then waiting until it measures. */
export function AssociateScreen({ facilityId }: { readonly facilityId: string }) {
  const words = useTexts().devices.association;
  const facility = useFacility(facilityId);
  const device = useFacilityDevice(facilityId);
  const screen = useQueryScreen([facility, device]);
  const lock = useFacilityLock(facility.data, ["owner"]);
  const goBack = useGoBack(`/facilities/${facilityId}/device`);
  const [attached, setAttached] = useState<AttachedDevice | null>(null);
  const present = attached === null ? (device.data ?? null) : null;
  return (
    <Screen
      {...screen}
      {...(lock !== null && { state: lock })}
      title={present === null ? words.associate : words.replace}
      subtitle={facility.data?.name}
      onBack={goBack}
      width="form"
    >
      {attached === null ? (
        <AssociateForm facilityId={facilityId} present={present} onAttached={setAttached} />
      ) : (
        <ProgressCard device={attached} />
      )}
    </Screen>
  );
}

interface AssociateFormProps {
  readonly facilityId: string;
  readonly present: AttachedDevice | null;
  readonly onAttached: (device: AttachedDevice) => void;
}

function AssociateForm({ facilityId, present, onAttached }: AssociateFormProps) {
  const words = useTexts().devices.association;
  const [label, setLabel] = useState({ deviceId: "", proof: "" });
  const [isEarlier, setEarlier] = useState(false);
  const [since, setSince] = useState("");
  const sending = useSending(facilityId, onAttached);
  const press = () => sending.send(label, isEarlier ? since : "");
  return (
    <>
      <Card title={words.before}>
        <AppText color="textSoft">{words.beforeSteps}</AppText>
      </Card>
      {present !== null && <Banner tone="info" text={words.replaceNote(present.deviceId)} />}
      <LabelFields label={label} onChange={setLabel} errors={sending.errors} onSubmit={press} />
      <Card>
        <CheckboxRow label={words.earlier} checked={isEarlier} onChange={setEarlier} />
        {isEarlier && (
          <TextField
            label={words.since}
            hint={words.sinceHint}
            kind="date"
            error={sending.errors.since}
            value={since}
            onChangeText={setSince}
          />
        )}
      </Card>
      {sending.failure !== undefined && <Banner tone="danger" text={sending.failure} />}
      <Button variant="primary" label={words.send} onPress={press} busy={sending.isPending} wide />
    </>
  );
}

interface FieldErrors {
  readonly deviceId?: string | undefined;
  readonly proof?: string | undefined;
  readonly since?: string | undefined;
}

const FIELD_OF_CODE: Readonly<Record<string, keyof FieldErrors>> = {
  invalid_device_id: "deviceId",
  device_in_use: "deviceId",
  proof_missing: "proof",
  invalid_proof: "proof",
  proof_wrong: "proof",
  invalid_valid_from: "since",
};

function useSending(facilityId: string, onAttached: (device: AttachedDevice) => void) {
  const texts = useTexts();
  const words = texts.devices.association;
  const { timeZone } = useFormats();
  const attach = useAttachDevice(facilityId);
  const [errors, setErrors] = useState<FieldErrors>({});
  const fieldOf = (error: unknown) =>
    error instanceof Problem ? FIELD_OF_CODE[error.fields[0]?.code ?? error.code] : undefined;
  const send = (label: { deviceId: string; proof: string }, since: string) => {
    const wrong = errorsOf(label);
    const day = since.trim() === "" ? undefined : parseDate(since);
    const found: FieldErrors = {
      ...(wrong.deviceId && { deviceId: words[wrong.deviceId] }),
      ...(wrong.proof && { proof: words[wrong.proof] }),
      ...(day === null && { since: words.noDate }),
    };
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    const proof = label.proof.trim();
    attach.mutate(
      {
        deviceId: label.deviceId.trim(),
        ...(proof !== "" && { proof }),
        ...(typeof day === "string" && { validFrom: midnight(day, timeZone) }),
      },
      {
        onSuccess: onAttached,
        onError: (error) => {
          const field = fieldOf(error);
          if (field !== undefined) setErrors({ [field]: problemText(texts, error) });
        },
      },
    );
  };
  const isAtField = attach.error === null || fieldOf(attach.error) !== undefined;
  return {
    send,
    errors,
    isPending: attach.isPending,
    failure: isAtField ? undefined : problemText(texts, attach.error),
  };
}

function midnight(day: string, timeZone: string): string {
  return new Date(startOfDay(Date.parse(`${day}T12:00:00Z`), timeZone)).toISOString();
}
