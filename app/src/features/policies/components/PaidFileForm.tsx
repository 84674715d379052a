import { useState } from "react";

import { type FieldProblem, Problem } from "@/api/problems";
import { useMembers } from "@/api/queries/representative";
import { useBringGseStatement } from "@/api/queries/settlements";
import { type PickedFile, pickTextFile } from "@/files";
import { problemText, useTexts } from "@/texts";
import { AppText, Banner, Button, Disclosure, TextField, useAnnouncer } from "@/ui";

import { codesOf, COLUMNS, columnsFound, columnsOf, type GseColumns } from "../logic/gseForm";

import { NoteField } from "./PaidFields";

/** Of which month what is brought is, and the note that goes with it. */
export interface Destination {
  readonly communityId: string;
  readonly month: string;
  readonly note: string;
  readonly setNote: (note: string) => void;
}

interface PaidFileFormProps {
  readonly communityId: string;
  readonly form: ReturnType<typeof useFile>;
}

const SHOWN = 5;

/** GSE's statement as the file it comes in; what is not understood is asked for. */
export function PaidFileForm({ communityId, form }: PaidFileFormProps) {
  const { statements, gse } = useTexts().policies;
  return (
    <>
      <AppText color="textSoft">{gse.fileText}</AppText>
      {form.file !== null && <AppText variant="subheading">{form.file.name}</AppText>}
      <Button
        icon="table"
        wide
        label={form.file === null ? gse.choose : gse.chooseOther}
        onPress={form.choose}
        disabled={form.isBusy}
      />
      {form.failure !== null && <Banner tone="danger" text={form.failure} />}
      <Faults fields={form.fields} />
      <FileColumns key={form.fields.length} communityId={communityId} form={form} />
      <NoteField note={form.note} onChange={form.setNote} isBusy={form.isBusy} />
      <Button
        variant="primary"
        wide
        label={gse.send}
        onPress={form.send}
        busy={form.isBusy}
        busyLabel={statements.bringing}
        disabled={form.file === null}
      />
    </>
  );
}

/** Lines that the service refuses. */
function Faults({ fields }: { readonly fields: readonly FieldProblem[] }) {
  const words = useTexts().policies.gse;
  const known: Readonly<Record<string, string>> = words.faults;
  return fields
    .filter(({ field }) => field.startsWith("line "))
    .slice(0, SHOWN)
    .map(({ field, code, message }) => {
      const why = known[code] ?? (code.endsWith("_malformed") ? words.malformed : message);
      return (
        <AppText key={`${field}${code}`} variant="small" color="textSoft">
          {`${words.line(field.slice("line ".length))}: ${why}`}
        </AppText>
      );
    });
}

function FileColumns({ communityId, form }: PaidFileFormProps) {
  const words = useTexts().policies.gse;
  const members = useMembers(communityId).data ?? [];
  const plants = members.filter(({ maxProductionW }) => maxProductionW > 0);
  const [isOpen, setOpen] = useState(form.fields.length > 0);
  const isMissing = (name: string) =>
    form.fields.some(({ field, code }) => field === name && code === "column_missing");
  return (
    <Disclosure title={words.about} open={isOpen} onToggle={setOpen}>
      <AppText color="textSoft">{words.aboutText}</AppText>
      {form.found !== null && <AppText>{words.found(form.found)}</AppText>}
      {COLUMNS.map((name) => (
        <TextField
          key={name}
          label={words[name]}
          optional
          value={form.columns[name] ?? ""}
          error={isMissing(name) ? words.columnMissing : undefined}
          onChangeText={(typed) => form.setColumns({ ...form.columns, [name]: typed })}
        />
      ))}
      {plants.map(({ facilityId, name }) => (
        <TextField
          key={facilityId}
          label={words.codeOf(name)}
          optional
          value={form.codes[facilityId] ?? ""}
          onChangeText={(typed) => form.setCodes({ ...form.codes, [facilityId]: typed })}
        />
      ))}
    </Disclosure>
  );
}

export function useFile({ communityId, month, note, setNote }: Destination) {
  const texts = useTexts();
  const { gse, statements } = texts.policies;
  const { toast } = useAnnouncer();
  const [file, setFile] = useState<PickedFile | null>(null);
  const [isUnreadable, setUnreadable] = useState(false);
  const [columns, setColumns] = useState<GseColumns>({});
  const [codes, setCodes] = useState<Readonly<Record<string, string>>>({});
  const bringing = useBringGseStatement(communityId);
  const { error } = bringing;
  const choose = async () => {
    const picked = await pickTextFile().catch(() => undefined);
    setUnreadable(picked === undefined);
    if (picked === undefined || picked === null) return;
    bringing.reset();
    setFile(picked);
  };
  const send = () => {
    if (file === null) return;
    const told = { columns: columnsOf(columns), codes: codesOf(codes) };
    bringing.mutate(
      { month, note: note.trim(), text: file.text, ...told },
      {
        onSuccess: () => {
          setFile(null);
          setNote("");
          toast({ text: statements.brought, tone: "good" });
        },
      },
    );
  };
  const refusal = error === null ? null : problemText(texts, error);
  return {
    file,
    columns,
    setColumns,
    codes,
    setCodes,
    note,
    setNote,
    choose: () => void choose(),
    send,
    isBusy: bringing.isPending,
    failure: isUnreadable ? gse.cannotOpen : refusal,
    fields: error instanceof Problem ? error.fields : [],
    found: error instanceof Problem ? columnsFound(error.detail) : null,
  };
}
