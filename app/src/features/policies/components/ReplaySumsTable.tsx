import { type Replay, type Trial } from "@/api/queries/rules";
import { useTexts } from "@/texts";
import { AppText, Card, Facts, useFormats } from "@/ui";
import { ChartTable } from "@/ui/charts";

import { type Span, sumsOf, toldTimes } from "../logic/replay";

interface ReplaySumsTableProps {
  readonly trial: Trial;
  readonly span: Span;
  /** Nothing was changed: there is one column then. */
  readonly isInForce: boolean;
}

/** Sums of a tried policy beside those of the one in force, and the messages each member gets. */
export function ReplaySumsTable({ trial, span, isInForce }: ReplaySumsTableProps) {
  const words = useTexts().policies.surplus;
  const proposed = useSums(trial.proposed, span);
  const before = useSums(trial.inForce, span);
  const names = Object.keys(proposed) as readonly (keyof typeof proposed)[];
  const rows = names.map((name) => [
    words.rows[name],
    ...(isInForce ? [] : [before[name]]),
    proposed[name],
  ]);
  return (
    <>
      <Card title={words.compare}>
        <ChartTable
          label={words.compare}
          columns={[words.what, ...(isInForce ? [] : [words.inForce]), words.proposed]}
          rows={rows}
        />
        {isInForce && (
          <AppText variant="small" color="textMuted">
            {words.same}
          </AppText>
        )}
      </Card>
      <Messages replay={trial.proposed} />
    </>
  );
}

function useSums(replay: Replay, span: Span) {
  const formats = useFormats();
  const sums = sumsOf(replay, span);
  return {
    episodes: formats.number(sums.episodes),
    energy: formats.wattHours(sums.energyWh),
    calls: formats.number(sums.calls),
    messages: formats.number(sums.messages),
    perWeek: formats.number(sums.perMemberAndWeek, { min: 1 }),
  };
}

function Messages({ replay }: { readonly replay: Replay }) {
  const words = useTexts().policies.surplus;
  const told = toldTimes(replay);
  return (
    <Card title={words.messagesTitle}>
      {told.length === 0 ? (
        <AppText color="textSoft">{words.nobody}</AppText>
      ) : (
        <Facts
          items={told.map(({ times, members }) => ({
            label: words.toldTimes(times),
            value: words.toldMembers(members),
          }))}
        />
      )}
    </Card>
  );
}
