import { type Reconciliation } from "@/api/queries/settlements";
import { useTexts } from "@/texts";
import { AppText, Card, Column, Stat, useFormats } from "@/ui";
import { ChartTable } from "@/ui/charts";

import { useNames } from "./useNames";

interface ReconciliationProps {
  readonly communityId: string;
  readonly reconciliation: Reconciliation;
}

/** Computed beside paid, in all and line by line, with what a difference may come from. */
export function ReconciliationCards({ communityId, reconciliation }: ReconciliationProps) {
  const words = useTexts().policies.statements;
  const formats = useFormats();
  const { differenceEur, statement, lines } = reconciliation;
  const note = [statement.note, words.broughtOn(formats.date(statement.broughtAt, "long"))];
  return (
    <>
      <Card>
        <Stat
          size="display"
          label={words.paid}
          value={formats.euro(statement.paidEur)}
          note={note.filter((part) => part !== "").join(", ")}
        />
        <Stat
          label={words.differenceLabel}
          value={`${differenceEur > 0 ? "+" : ""}${formats.euro(differenceEur)}`}
        />
        {differenceEur === 0 && <AppText>{words.matches}</AppText>}
      </Card>
      {lines.map((line) => (
        <LineCard key={line.facilityId ?? ""} communityId={communityId} line={line} />
      ))}
    </>
  );
}

interface LineProps {
  readonly communityId: string;
  readonly line: Reconciliation["lines"][number];
}

function LineCard({ communityId, line }: LineProps) {
  const words = useTexts().policies.statements;
  const formats = useFormats();
  const nameOf = useNames(communityId);
  const kWh = (value: number | null) => (value === null ? "–" : formats.wattHours(value * 1000));
  const euro = (value: number | null) => (value === null ? "–" : formats.euro(value));
  const { rows } = words;
  return (
    <Card title={line.facilityId === null ? words.all : nameOf(line.facilityId)}>
      <ChartTable
        label={words.gseTitle}
        columns={[words.what, words.computed, words.paid]}
        rows={[
          [rows.shared, kWh(line.computedSharedKWh), kWh(line.paidSharedKWh)],
          [rows.premium, euro(line.computedPremiumEur), euro(line.paidPremiumEur)],
          [rows.valorization, euro(line.computedValorizationEur), euro(line.paidValorizationEur)],
          [rows.sum, euro(line.computedEur), euro(line.paidEur)],
        ]}
      />
      {line.causes.length > 0 && (
        <Column gap="s">
          <AppText variant="label">{words.causesTitle}</AppText>
          {line.causes.map((cause) => (
            <AppText key={cause} color="textSoft">
              {words.causes[cause]}
            </AppText>
          ))}
        </Column>
      )}
    </Card>
  );
}
