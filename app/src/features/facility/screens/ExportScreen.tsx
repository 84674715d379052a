import { useState } from "react";

import { useFacility } from "@/api/queries/facilities";
import { useExportHistory } from "@/api/queries/facilityEnergy";
import { fileName, saveFile } from "@/files";
import { monthOf } from "@/formats";
import { useLanguage } from "@/preferences/PreferencesProvider";
import { problemText, useTexts } from "@/texts";
import {
  AppText,
  Banner,
  Button,
  Card,
  RadioList,
  Screen,
  Select,
  TextField,
  useAnnouncer,
  useFormats,
} from "@/ui";
import { useGoBack } from "@/view/useGoBack";

import { useMinuteClock, useOffline, useViewState } from "../components/useView";
import { type ExportDraft, RESOLUTIONS, spanOf } from "../logic/exportForm";

const START: ExportDraft = {
  period: "thisMonth",
  fromDay: "",
  toDay: "",
  resolution: "quarter",
  format: "csv",
};

/** All that the facility has measured, as a file (FR3.3). */
export function ExportScreen({ facilityId }: { readonly facilityId: string }) {
  const texts = useTexts().facility.history;
  const query = useFacility(facilityId);
  const state = useViewState(query);
  const offline = useOffline(query);
  const goBack = useGoBack(`/facilities/${facilityId}`);
  return (
    <Screen
      title={texts.exportTitle}
      subtitle={query.data?.name}
      state={state}
      offline={offline}
      onBack={goBack}
      width="form"
    >
      <AppText color="textSoft">{texts.exportIntro}</AppText>
      {query.data && <ExportForm facilityId={facilityId} name={query.data.name} />}
    </Screen>
  );
}

function ExportForm({ facilityId, name }: { readonly facilityId: string; readonly name: string }) {
  const texts = useTexts().facility.history;
  const [draft, setDraft] = useState(START);
  const saving = useSaving(facilityId, name, draft);
  const change = (part: Partial<ExportDraft>) => setDraft({ ...draft, ...part });
  return (
    <Card>
      <PeriodFields draft={draft} change={change} errors={saving.errors} />
      <Select
        label={texts.detail}
        value={draft.resolution}
        error={saving.errors.resolution}
        options={RESOLUTIONS.map((value) => ({
          value,
          label: texts.details[value],
          ...(value === "raw" ? { hint: texts.rawHint } : {}),
        }))}
        onChange={(resolution) => change({ resolution })}
      />
      <AppText variant="label">{texts.format}</AppText>
      <RadioList
        label={texts.format}
        value={draft.format}
        options={[
          { value: "csv", label: texts.csv, hint: texts.csvHint },
          { value: "parquet", label: texts.parquet, hint: texts.parquetHint },
        ]}
        onChange={(format) => change({ format })}
      />
      {saving.failure !== null && <Banner tone="danger" text={saving.failure} />}
      <Button
        variant="primary"
        icon="export"
        label={texts.download}
        onPress={saving.save}
        busy={saving.isPending}
        busyLabel={texts.preparing}
        wide
      />
    </Card>
  );
}

type Errors = Partial<Record<"fromDay" | "toDay" | "resolution", string>>;

interface PeriodFieldsProps {
  readonly draft: ExportDraft;
  readonly change: (part: Partial<ExportDraft>) => void;
  readonly errors: Errors;
}

function PeriodFields({ draft, change, errors }: PeriodFieldsProps) {
  const texts = useTexts().facility.history;
  const periods = ["thisMonth", "lastMonth", "thisYear", "custom"] as const;
  return (
    <>
      <Select
        label={texts.exportPeriod}
        value={draft.period}
        options={periods.map((value) => ({ value, label: texts[value] }))}
        onChange={(period) => change({ period })}
      />
      {draft.period === "custom" && (
        <>
          <TextField
            label={texts.fromDay}
            hint={texts.dateHint}
            kind="date"
            value={draft.fromDay}
            error={errors.fromDay}
            onChangeText={(fromDay) => change({ fromDay })}
          />
          <TextField
            label={texts.toDay}
            hint={texts.dateHint}
            kind="date"
            value={draft.toDay}
            error={errors.toDay}
            onChangeText={(toDay) => change({ toDay })}
          />
        </>
      )}
    </>
  );
}

const TYPES = { csv: "text/csv", parquet: "application/vnd.apache.parquet" } as const;

function useSaving(facilityId: string, name: string, draft: ExportDraft) {
  const allTexts = useTexts();
  const texts = allTexts.facility.history;
  const { timeZone } = useFormats();
  const locale = useLanguage();
  const now = useMinuteClock();
  const { toast } = useAnnouncer();
  const [errors, setErrors] = useState<Errors>({});
  const exporting = useExportHistory(facilityId);
  const save = () => {
    const span = spanOf(draft, now, timeZone);
    if ("problem" in span) {
      setErrors({ [span.field]: texts[span.problem] });
      return;
    }
    setErrors({});
    const { format, resolution } = draft;
    exporting.mutate(
      { ...span, resolution, format, locale },
      {
        onSuccess: (content) => {
          const words = ["meriggio", name, monthOf(span.from, timeZone), resolution];
          const file = fileName(words, format);
          void saveFile({ name: file, type: TYPES[format], content }).then(() =>
            toast({ text: texts.saved(file) }),
          );
        },
      },
    );
  };
  const failure = exporting.error === null ? null : problemText(allTexts, exporting.error);
  return { save, errors, failure, isPending: exporting.isPending };
}
