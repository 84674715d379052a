import { useState } from "react";

import { Problem } from "@/api/problems";
import { type Decision, type DistributionPolicy, useDecidePolicy } from "@/api/queries/rules";
import { problemText, useTexts } from "@/texts";
import { Banner, Button, Card, ConfirmDialog, Select, TextField, useAnnouncer } from "@/ui";

import {
  decisionOf,
  type DistributionForm,
  LONGEST_NOTE,
  needsNote,
  startMonths,
} from "../logic/distributionForm";

import { useMonthName } from "./PolicySummary";

interface DecideProps {
  readonly communityId: string;
  readonly form: DistributionForm;
  readonly policy: DistributionPolicy | null;
  readonly thisMonth: string;
  /** Number of the newest decision when the form began. */
  readonly newest: number;
  readonly isOutdated: boolean;
  readonly onChange: (changed: Partial<DistributionForm>) => void;
  readonly onRefused: () => void;
  /** Decided, or to be read again: the form begins anew. */
  readonly onDecided: (newest: number) => void;
  readonly onReload: () => void;
}

/** From when it counts and why; asked once more before it is decided. */
export function Decide(props: DecideProps) {
  const words = useTexts().policies.distribution;
  const monthName = useMonthName();
  const step = useDecision(props);
  const { form, thisMonth, onChange } = props;
  return (
    <Card title={words.decide}>
      <Select
        label={words.validFrom}
        value={form.validFrom}
        options={startMonths(thisMonth).map((value) => ({
          value,
          label: monthName(value),
          ...(needsNote(value, thisMonth) && { hint: words.begun }),
        }))}
        onChange={(validFrom) => onChange({ validFrom })}
      />
      <TextField
        label={words.note}
        hint={words.noteHint}
        optional={!needsNote(form.validFrom, thisMonth)}
        kind="multiline"
        value={form.note}
        maxLength={LONGEST_NOTE}
        onChangeText={(note) => onChange({ note })}
        error={step.isNoteMissing ? words.noteMissing : undefined}
      />
      {props.isOutdated && (
        <Banner
          tone="warn"
          text={words.differs}
          action={{ label: words.reload, onPress: props.onReload }}
        />
      )}
      <Button variant="primary" wide label={words.send} onPress={step.ask} />
      <Confirmation {...props} step={step} />
    </Card>
  );
}

function Confirmation({ form, thisMonth, step }: DecideProps & { readonly step: Step }) {
  const words = useTexts().policies.distribution;
  const monthName = useMonthName();
  const isPast = needsNote(form.validFrom, thisMonth);
  return (
    <ConfirmDialog
      visible={step.isAsking}
      title={words.confirmTitle(monthName(form.validFrom))}
      consequences={[words.confirmMembers, ...(isPast ? [words.confirmPast] : [])]}
      undo={words.confirmUndo}
      confirmLabel={words.send}
      onConfirm={step.decide}
      onCancel={step.cancel}
      busy={step.isBusy}
      error={step.failure ?? undefined}
    />
  );
}

type Step = ReturnType<typeof useDecision>;

function useDecision(props: DecideProps) {
  const { communityId, form, policy, thisMonth, newest, onRefused, onDecided } = props;
  const texts = useTexts();
  const words = texts.policies.distribution;
  const monthName = useMonthName();
  const { toast } = useAnnouncer();
  const [isAsking, setAsking] = useState(false);
  const [isTried, setTried] = useState(false);
  const deciding = useDecidePolicy(communityId);
  const lacksNote = needsNote(form.validFrom, thisMonth) && form.note.trim() === "";
  const ask = () => {
    setTried(true);
    if (policy === null) onRefused();
    else if (!lacksNote) setAsking(true);
  };
  const send = (decision: Decision) =>
    deciding.mutate(
      { decision, newest },
      {
        onSuccess: ({ newestVersion }) => {
          setAsking(false);
          setTried(false);
          toast({ text: words.decided(monthName(form.validFrom)), tone: "good" });
          onDecided(newestVersion);
        },
      },
    );
  return {
    isAsking,
    isNoteMissing: isTried && lacksNote,
    isBusy: deciding.isPending,
    failure: deciding.error && failureOf(deciding.error),
    ask,
    cancel: () => {
      setAsking(false);
      deciding.reset();
    },
    decide: () => {
      if (policy !== null) send(decisionOf(policy, form));
    },
  };

  function failureOf(error: Error): string {
    if (error instanceof Problem && error.code === "policy_differs") return words.differs;
    return problemText(texts, error);
  }
}
