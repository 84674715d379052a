import { useCommunityHistory } from "@/api/queries/communityEnergy";
import { useTexts } from "@/texts";
import { AppText, Button, Column, DEFAULT_TIME_ZONE, Skeleton, useFormats } from "@/ui";
import { TimeSeriesChart } from "@/ui/charts";

import { dayOf, powers } from "../logic/day";
import { expected, type MeasuredInterval, type UsualDay } from "../logic/usualDay";
import { measured } from "../useOutlook";

import { isExplained, refusalText } from "./refusal";

interface DayChartProps {
  readonly communityId: string;
  /** Of when the newest figures are: its day is shown, up to it. */
  readonly asOf: number;
  readonly usual: UsualDay;
  readonly isSeen: boolean;
  readonly level?: 2 | 3;
}

/** A day of the community: what was, and after now what recent days were like. */
export function DayChart({ communityId, asOf, usual, isSeen, level = 2 }: DayChartProps) {
  const texts = useTexts();
  const formats = useFormats(DEFAULT_TIME_ZONE);
  const day = dayOf(asOf, DEFAULT_TIME_ZONE);
  const history = useCommunityHistory({
    communityId,
    resolution: "quarter",
    period: day,
    isSeen,
    isRunning: true,
  });
  if (history.data === undefined) {
    if (history.error === null) return <Skeleton height={260} />;
    return (
      <Column gap="m">
        <AppText color="textSoft">{refusalText(texts, history.error)}</AppText>
        {!isExplained(history.error) && (
          <Button
            label={texts.live.tryAgain}
            icon="refresh"
            variant="secondary"
            onPress={() => void history.refetch()}
            busy={history.isFetching}
          />
        )}
      </Column>
    );
  }
  // What came since the last request is not in it yet: up to there it is no gap.
  const known = Math.min(asOf, history.data.asOf === null ? asOf : Date.parse(history.data.asOf));
  const series = seriesOf(measured(history.data.history), usual, known, day.to);
  const hasRest = series.some(({ intervals }) => (intervals.at(-1)?.to ?? 0) > known);
  return (
    <Column gap="s">
      <TimeSeriesChart
        title={texts.live.dayPower(formats.day(day.from))}
        level={level}
        series={series.map((one) => ({ ...one, label: texts.live[one.role] }))}
        {...day}
        timeZone={DEFAULT_TIME_ZONE}
        now={known}
      />
      {hasRest && (
        <AppText variant="small" color="textMuted">
          {texts.live.dayExpected}
        </AppText>
      )}
    </Column>
  );
}

const ENERGY = { produced: "producedWh", consumed: "consumedWh" } as const;
const POWER = { produced: "producedW", consumed: "consumedW" } as const;

/** What was measured up to `known`, and from there to `to` what is usual. */
function seriesOf(
  history: readonly MeasuredInterval[],
  usual: UsualDay,
  known: number,
  to: number,
) {
  return (["produced", "consumed"] as const).map((role) => ({
    role,
    intervals: [
      ...powers(history, ENERGY[role], known),
      ...expected(usual, POWER[role], known, to, DEFAULT_TIME_ZONE),
    ],
  }));
}
