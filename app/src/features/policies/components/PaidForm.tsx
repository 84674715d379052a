import { useState } from "react";

import { useMembers } from "@/api/queries/representative";
import { useBringGseStatement } from "@/api/queries/settlements";
import { useLanguage } from "@/preferences/PreferencesProvider";
import { problemText, useTexts } from "@/texts";
import {
  AppText,
  Banner,
  Button,
  Card,
  Column,
  SegmentedControl,
  Separator,
  useAnnouncer,
} from "@/ui";

import { EMPTY, type GseFaults, lineOf, plantLines, type Typed } from "../logic/gseForm";

import { NoteField, PaidFields } from "./PaidFields";
import { type Destination, PaidFileForm, useFile } from "./PaidFileForm";

interface PaidFormProps {
  readonly communityId: string;
  readonly month: string;
  /** Nothing was brought for the month yet. */
  readonly isFirst: boolean;
}

const WAYS = ["all", "plants", "file"] as const;
type Way = (typeof WAYS)[number];

/** GSE's figures, typed in one line or plant by plant, or brought as a file. */
export function PaidForm(props: PaidFormProps) {
  const { statements, gse } = useTexts().policies;
  const [way, setWay] = useState<Way>("all");
  const [note, setNote] = useState("");
  const to: Destination = { communityId: props.communityId, month: props.month, note, setNote };
  const paid = usePaid(to, way);
  const file = useFile(to);
  // All ways stay filled in: whoever looks at another one loses nothing.
  const choose = (chosen: Way) => {
    setWay(chosen);
    paid.forgive();
  };
  return (
    <Card title={props.isFirst ? statements.gseTitle : statements.bringAgain}>
      <AppText color="textSoft">{statements.gseIntro}</AppText>
      <SegmentedControl
        label={gse.how}
        value={way}
        options={WAYS.map((value) => ({ value, label: gse.ways[value] }))}
        onChange={choose}
      />
      {way === "file" ? (
        <PaidFileForm communityId={props.communityId} form={file} />
      ) : (
        <TypedForm way={way} paid={paid} {...props} />
      )}
    </Card>
  );
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name.localeCompare(other.name, undefined, { numeric: true });
}

/** The one line of all plants is kept under no id. */
const ALL = "";

interface TypedFormProps extends PaidFormProps {
  readonly way: "all" | "plants";
  readonly paid: ReturnType<typeof usePaid>;
}

function TypedForm({ way, paid, ...props }: TypedFormProps) {
  const { statements, gse } = useTexts().policies;
  const members = useMembers(props.communityId).data ?? [];
  const plants = members.filter(({ maxProductionW }) => maxProductionW > 0).sort(byName);
  const fields = (id: string) => (
    <PaidFields
      key={id}
      fields={paid.typed[id] ?? EMPTY}
      faults={paid.faults[id] ?? {}}
      isBusy={paid.isBusy}
      change={(part) => paid.change(id, part)}
    />
  );
  if (way === "plants" && plants.length === 0) return <AppText>{gse.noPlants}</AppText>;
  return (
    <>
      {way === "all" && fields(ALL)}
      {way === "plants" && <AppText color="textSoft">{gse.plantsText}</AppText>}
      {way === "plants" &&
        plants.map(({ facilityId, name }) => (
          <Column key={facilityId} gap="m">
            <Separator />
            <AppText variant="subheading" level={3}>
              {name}
            </AppText>
            {fields(facilityId)}
          </Column>
        ))}
      <NoteField note={paid.note} onChange={paid.setNote} isBusy={paid.isBusy} />
      {paid.failure !== null && <Banner tone="danger" text={paid.failure} />}
      <Button
        variant="primary"
        wide
        label={props.isFirst ? statements.bring : statements.bringAgain}
        onPress={paid.send}
        busy={paid.isBusy}
        busyLabel={statements.bringing}
      />
    </>
  );
}

function usePaid({ communityId, month, note, setNote }: Destination, way: Way) {
  const texts = useTexts();
  const language = useLanguage();
  const { toast } = useAnnouncer();
  const [typed, setTyped] = useState<Typed>({});
  const [faults, setFaults] = useState<Readonly<Record<string, GseFaults>>>({});
  const [complaint, setComplaint] = useState<string | null>(null);
  const bringing = useBringGseStatement(communityId);
  const read = () => {
    const { [ALL]: whole = EMPTY, ...ofPlants } = typed;
    if (way === "plants") return plantLines(ofPlants, language);
    const { line, faults: wrong } = lineOf(whole, null, language);
    return { lines: line === null ? null : [line], faults: { [ALL]: wrong } };
  };
  const send = () => {
    const { lines, faults: wrong } = read();
    setFaults(wrong);
    setComplaint(lines?.length === 0 ? texts.policies.gse.noneTyped : null);
    if (lines === null || lines.length === 0) return;
    bringing.mutate(
      { month, note: note.trim(), lines },
      {
        onSuccess: () => {
          setTyped({});
          setNote("");
          toast({ text: texts.policies.statements.brought, tone: "good" });
        },
      },
    );
  };
  const failure = bringing.error === null ? null : problemText(texts, bringing.error);
  return {
    typed,
    faults,
    note,
    setNote,
    send,
    change: (id: string, part: Partial<typeof EMPTY>) => {
      setTyped({ ...typed, [id]: { ...(typed[id] ?? EMPTY), ...part } });
      setFaults({});
    },
    forgive: () => {
      setFaults({});
      setComplaint(null);
      if (!bringing.isPending) bringing.reset();
    },
    isBusy: bringing.isPending,
    failure: complaint ?? failure,
  };
}
