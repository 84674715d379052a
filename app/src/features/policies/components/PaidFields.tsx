import { useTexts } from "@/texts";
import { Column, Row, TextField } from "@/ui";

import { type GseFaults, type GseFields, LONGEST_NOTE, type NumberName } from "../logic/gseForm";

interface PaidFieldsProps {
  readonly fields: GseFields;
  readonly faults: GseFaults;
  readonly change: (part: Partial<GseFields>) => void;
  readonly isBusy: boolean;
}

/** A line of GSE's statement: the two sums, and the energy where it is told. */
export function PaidFields({ fields, faults, change, isBusy }: PaidFieldsProps) {
  const words = useTexts().policies.statements;
  const field = (name: NumberName, unit: string) => (
    <Column basis={180}>
      <TextField
        label={words[name]}
        kind="number"
        unit={unit}
        optional={name === "sharedKWh"}
        value={fields[name]}
        onChangeText={(typed) => change({ [name]: typed })}
        error={faults[name] && (faults[name] === "missing" ? words.missing : words.badNumber)}
        disabled={isBusy}
      />
    </Column>
  );
  return (
    <Row gap="m" wrap align="flex-start">
      {field("premiumEur", "€")}
      {field("valorizationEur", "€")}
      {field("sharedKWh", "kWh")}
    </Row>
  );
}

interface NoteFieldProps {
  readonly note: string;
  readonly onChange: (note: string) => void;
  readonly isBusy: boolean;
}

export function NoteField({ note, onChange, isBusy }: NoteFieldProps) {
  const words = useTexts().policies.statements;
  return (
    <TextField
      label={words.gseFieldNote}
      hint={words.gseNoteHint}
      optional
      value={note}
      maxLength={LONGEST_NOTE}
      onChangeText={onChange}
      disabled={isBusy}
    />
  );
}
