import { useRouter } from "expo-router";
import { useState } from "react";

import { useMembers } from "@/api/queries/representative";
import {
  useBringGseStatement,
  useCommunityStatement,
  useReconciliation,
} from "@/api/queries/settlements";
import { useLanguage } from "@/preferences/PreferencesProvider";
import { problemText, useTexts } from "@/texts";
import { AppText, Banner, Button, Card, TextField, useAnnouncer } from "@/ui";
import { RepresentativeScreen } from "@/view/RepresentativeScreen";

import { useMonthName } from "../components/PolicySummary";
import { ReconciliationCards } from "../components/ReconciliationCards";
import { PaidFile } from "../components/StatementFiles";
import { EMPTY, type GseFaults, type GseForm, lineOf, LONGEST_NOTE } from "../logic/gseForm";
import { monthPath } from "../logic/paths";

interface MonthProps {
  readonly communityId: string;
  readonly month: string;
}

/** What GSE pays for a month, held against what was computed. */
export function GseStatementScreen({ communityId, month }: MonthProps) {
  const words = useTexts().policies.statements;
  const monthName = useMonthName();
  const router = useRouter();
  const statement = useCommunityStatement(communityId, month);
  const reconciliation = useReconciliation(communityId, month);
  const isUnsettled = statement.data === null;
  const parent = monthPath(communityId, month);
  const { data } = reconciliation;
  return (
    <RepresentativeScreen
      communityId={communityId}
      title={words.gseTitle}
      subtitle={monthName(month)}
      parent={parent}
      queries={[statement, ...(isUnsettled ? [] : [reconciliation]), useMembers(communityId)]}
      empty={
        isUnsettled
          ? {
              kind: "empty",
              icon: "document",
              title: words.needsSettlement,
              text: words.needsSettlementText,
              action: { label: words.toMonth, onPress: () => router.replace(parent) },
            }
          : null
      }
    >
      {({ name }) => (
        <>
          {data && <ReconciliationCards communityId={communityId} reconciliation={data} />}
          {data && (
            <Card>
              <AppText color="textSoft">{words.paidText}</AppText>
              <PaidFile communityId={communityId} month={month} name={name} />
            </Card>
          )}
          <PaidForm communityId={communityId} month={month} isFirst={data === null} />
        </>
      )}
    </RepresentativeScreen>
  );
}

function PaidForm(props: MonthProps & { readonly isFirst: boolean }) {
  const words = useTexts().policies.statements;
  const { form, change, faults, send, isBusy, failure } = usePaid(props);
  const field = (name: "premiumEur" | "valorizationEur" | "sharedKWh", unit: string) => (
    <TextField
      label={words[name]}
      kind="number"
      unit={unit}
      optional={name === "sharedKWh"}
      value={form[name]}
      onChangeText={(typed) => change({ [name]: typed })}
      error={faults[name] && (faults[name] === "missing" ? words.missing : words.badNumber)}
      disabled={isBusy}
    />
  );
  return (
    <Card title={props.isFirst ? words.gseTitle : words.bringAgain}>
      <AppText color="textSoft">{words.gseIntro}</AppText>
      {field("premiumEur", "€")}
      {field("valorizationEur", "€")}
      {field("sharedKWh", "kWh")}
      <TextField
        label={words.gseFieldNote}
        hint={words.gseNoteHint}
        optional
        value={form.note}
        maxLength={LONGEST_NOTE}
        onChangeText={(note) => change({ note })}
        disabled={isBusy}
      />
      {failure !== null && <Banner tone="danger" text={failure} />}
      <Button
        variant="primary"
        wide
        label={props.isFirst ? words.bring : words.bringAgain}
        onPress={send}
        busy={isBusy}
        busyLabel={words.bringing}
      />
    </Card>
  );
}

function usePaid({ communityId, month }: MonthProps) {
  const texts = useTexts();
  const language = useLanguage();
  const { toast } = useAnnouncer();
  const [form, setForm] = useState<GseForm>(EMPTY);
  const [faults, setFaults] = useState<GseFaults>({});
  const bringing = useBringGseStatement(communityId);
  const send = () => {
    const read = lineOf(form, month, language);
    setFaults(read.faults);
    if (read.line === null) return;
    bringing.mutate(read.line, {
      onSuccess: () => {
        setForm(EMPTY);
        toast({ text: texts.policies.statements.brought, tone: "good" });
      },
    });
  };
  return {
    form,
    faults,
    send,
    change: (changed: Partial<GseForm>) => {
      setForm({ ...form, ...changed });
      setFaults({});
    },
    isBusy: bringing.isPending,
    failure: bringing.error === null ? null : problemText(texts, bringing.error),
  };
}
