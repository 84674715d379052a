import { useState } from "react";

import { Problem } from "@/api/problems";
import { type Facility, useChangeFacility, useFacility } from "@/api/queries/facilities";
import { parseDate, startOfDay } from "@/formats";
import { useLanguage } from "@/preferences/PreferencesProvider";
import { problemText, useTexts } from "@/texts";
import { Banner, Button, Card, Screen, TextField, useAnnouncer, useFormats } from "@/ui";
import { useFacilityLock } from "@/view/locks";
import { useGoBack } from "@/view/useGoBack";

import { FacilityFields } from "../components/FacilityFields";
import { useFacilityForm } from "../components/useFacilityForm";
import { useOffline, useViewState } from "../components/useView";
import { draftOf, stepsOf } from "../logic/facilityForm";

/** The facility's settings, all on one page, for its owners (FR6.2 to FR6.4). */
export function EditFacilityScreen({ facilityId }: { readonly facilityId: string }) {
  const texts = useTexts().facility.form;
  const query = useFacility(facilityId);
  const state = useViewState(query);
  const lock = useFacilityLock(query.data, ["owner"]);
  const offline = useOffline(query);
  const goBack = useGoBack(`/facilities/${facilityId}`);
  const [round, setRound] = useState(0);
  const reload = () => void query.refetch().then(() => setRound(round + 1));
  // The list's copy may be old: a form begins with what the service says.
  const facility = query.isPlaceholderData ? undefined : query.data;
  return (
    <Screen
      title={texts.editTitle}
      subtitle={facility?.name}
      state={
        lock ?? (facility === undefined && state.kind === "ready" ? { kind: "loading" } : state)
      }
      offline={offline}
      onBack={goBack}
      width="form"
    >
      {facility && <EditForm key={round} current={facility} reload={reload} />}
    </Screen>
  );
}

interface EditFormProps {
  readonly current: Facility;
  readonly reload: () => void;
}

function EditForm({ current, reload }: EditFormProps) {
  const texts = useTexts().facility.form;
  // What somebody else changes meanwhile does not wipe out what is typed: the service refuses it.
  const [facility] = useState(current);
  const form = useFacilityForm(draftOf(facility, useLanguage()));
  const [validFrom, setValidFrom] = useState("");
  const saving = useSaving(facility, form, validFrom);
  const steps = stepsOf(form.draft);
  const hasErrors = Object.keys(form.errors).length > 0 || saving.validFromError !== undefined;
  return (
    <>
      {steps.map((step) => (
        <Card key={step} title={texts[step]}>
          <FacilityFields step={step} form={form} />
        </Card>
      ))}
      {saving.changesFacts && (
        <Card title={texts.validFrom}>
          <TextField
            label={texts.validFrom}
            hint={texts.validFromHint}
            error={saving.validFromError}
            optional
            kind="date"
            value={validFrom}
            onChangeText={setValidFrom}
          />
        </Card>
      )}
      {hasErrors && <Banner tone="warn" text={texts.correct} />}
      {saving.failure !== null && !hasErrors && (
        <Banner
          tone="danger"
          text={saving.failure}
          {...(saving.isOutdated ? { action: { label: texts.reload, onPress: reload } } : {})}
        />
      )}
      <Button
        variant="primary"
        label={texts.save}
        onPress={saving.save}
        busy={saving.isPending}
        wide
      />
    </>
  );
}

function useSaving(
  facility: Facility,
  form: ReturnType<typeof useFacilityForm>,
  validFrom: string,
) {
  const texts = useTexts();
  const { timeZone } = useFormats();
  const { toast } = useAnnouncer();
  const goBack = useGoBack(`/facilities/${facility.facilityId}`);
  const change = useChangeFacility(facility.facilityId);
  const [validFromError, setValidFromError] = useState<string>();
  const body = form.body();
  const changesFacts =
    body.memberType !== facility.memberType ||
    body.ownerKind !== facility.ownerKind ||
    body.incentivesReduction !== facility.incentivesReduction;
  const save = () => {
    const day = changesFacts && validFrom.trim() !== "" ? parseDate(validFrom) : undefined;
    setValidFromError(day === null ? texts.facility.form.problems.noDate : undefined);
    if (!form.tryOut(stepsOf(form.draft)) || day === null) return;
    const since = day === undefined ? null : midnight(day, timeZone);
    change.mutate(
      { body: { ...body, validFrom: since }, version: facility.version },
      {
        onSuccess: () => {
          toast({ text: texts.facility.form.saved });
          goBack();
        },
        onError: (error) => {
          form.refused(error);
          const refused = error instanceof Problem && error.fields.find(isValidFrom);
          if (refused) setValidFromError(problemText(texts, error));
        },
      },
    );
  };
  return {
    save,
    changesFacts,
    validFromError,
    failure: change.error === null ? null : problemText(texts, change.error),
    isOutdated: change.error instanceof Problem && change.error.status === 412,
    isPending: change.isPending,
  };
}

function isValidFrom({ field }: { readonly field: string }): boolean {
  return field.endsWith("validFrom");
}

function midnight(day: string, timeZone: string): string {
  return new Date(startOfDay(Date.parse(`${day}T12:00:00Z`), timeZone)).toISOString();
}
