import { useState } from "react";

import { useFacilityHistory } from "@/api/queries/facilityEnergy";
import { problemText, useTexts } from "@/texts";
import {
  AppText,
  Card,
  Column,
  EmptyState,
  ErrorState,
  IconButton,
  Row,
  SegmentedControl,
  Select,
  Skeleton,
  useFormats,
} from "@/ui";

import { intervalsOf } from "../logic/history";
import {
  anchorOf,
  capitalized,
  comparedPeriod,
  type Comparison,
  COMPARISONS,
  isRunning,
  moved,
  type Period,
  periodAt,
  type PeriodKind,
  periodTitle,
  RESOLUTION,
} from "../logic/periods";
import { DayPicker } from "./DayPicker";
import { HistoryChart } from "./HistoryChart";
import { HistorySums } from "./HistorySums";
import { useMinuteClock } from "./useView";

const KINDS = ["hour", "day", "month", "year"] as const;

interface Looked {
  readonly kind: PeriodKind;
  /** Null: the period of now. */
  readonly anchor: number | null;
  readonly comparison: Comparison | null;
}

function useHistoryOf(facilityId: string, period: Period | null, now: number) {
  return useFacilityHistory(
    period === null
      ? null
      : {
          facilityId,
          resolution: RESOLUTION[period.kind],
          from: period.from,
          to: period.to,
          isRunning: isRunning(period, now),
        },
  );
}

/** An hour, day, month or year of the facility: chart, sums, and another one beside it (FR3.3). */
export function HistoryCard({ facilityId }: { readonly facilityId: string }) {
  const texts = useTexts().facility.history;
  const now = useMinuteClock();
  const { timeZone } = useFormats();
  const [looked, setLooked] = useState<Looked>({ kind: "day", anchor: null, comparison: null });
  const { kind, comparison } = looked;
  const period = periodAt(kind, looked.anchor ?? now, timeZone);
  const other = comparison === null ? null : comparedPeriod(period, comparison, timeZone);
  const history = useHistoryOf(facilityId, period, now);
  const otherHistory = useHistoryOf(facilityId, other, now);
  return (
    <Card title={texts.title}>
      <SegmentedControl
        label={texts.period}
        value={kind}
        options={KINDS.map((each) => ({ value: each, label: texts[each] }))}
        onChange={(next) => setLooked({ ...looked, kind: next, comparison: null })}
      />
      <PeriodBar
        period={period}
        now={now}
        goTo={(next) => setLooked({ ...looked, anchor: anchorOf(next, now) })}
      />
      <HistoryBody query={history} period={period} now={now} />
      {history.data !== undefined && (
        <HistorySums
          present={{ period, history: history.data }}
          other={
            other === null || otherHistory.data === undefined
              ? null
              : { period: other, history: otherHistory.data }
          }
          now={now}
        />
      )}
      <ComparisonChoice
        kind={kind}
        value={comparison}
        onChange={(next) => setLooked({ ...looked, comparison: next })}
      />
      {other !== null && <HistoryBody query={otherHistory} period={other} now={now} />}
    </Card>
  );
}

interface PeriodBarProps {
  readonly period: Period;
  readonly now: number;
  readonly goTo: (period: Period) => void;
}

function PeriodBar({ period, now, goTo }: PeriodBarProps) {
  const texts = useTexts().facility.history;
  const formats = useFormats();
  const [isPicking, setPicking] = useState(false);
  const { timeZone } = formats;
  return (
    <Row justify="space-between" gap="xs">
      <IconButton
        icon="chevronLeft"
        label={texts.before}
        onPress={() => goTo(moved(period, -1, timeZone))}
      />
      <Column grow align="center">
        <AppText variant="subheading" align="center" live="polite">
          {capitalized(periodTitle(period, formats, now))}
        </AppText>
      </Column>
      <IconButton icon="calendar" label={texts.pickDay} onPress={() => setPicking(true)} />
      <IconButton
        icon="chevronRight"
        label={texts.after}
        disabled={isRunning(period, now)}
        onPress={() => goTo(moved(period, 1, timeZone))}
      />
      <DayPicker
        visible={isPicking}
        day={isRunning(period, now) ? now : period.from}
        now={now}
        onClose={() => setPicking(false)}
        onPick={(day) => {
          setPicking(false);
          goTo(periodAt(period.kind, day, timeZone));
        }}
      />
    </Row>
  );
}

interface HistoryBodyProps {
  readonly query: ReturnType<typeof useFacilityHistory>;
  readonly period: Period;
  readonly now: number;
}

function HistoryBody({ query, period, now }: HistoryBodyProps) {
  const allTexts = useTexts();
  const texts = allTexts.facility.history;
  if (query.data === undefined) {
    if (query.error === null) return <Skeleton height={280} />;
    return (
      <ErrorState
        title={allTexts.common.cannotLoad}
        text={problemText(allTexts, query.error)}
        onRetry={() => void query.refetch()}
        retrying={query.isFetching}
      />
    );
  }
  if (intervalsOf(query.data).length === 0) {
    return <EmptyState icon="chart" title={texts.noneTitle} text={texts.none} />;
  }
  return <HistoryChart period={period} history={query.data} now={now} />;
}

interface ComparisonChoiceProps {
  readonly kind: PeriodKind;
  readonly value: Comparison | null;
  readonly onChange: (comparison: Comparison | null) => void;
}

function ComparisonChoice({ kind, value, onChange }: ComparisonChoiceProps) {
  const texts = useTexts().facility.history;
  const words = (comparison: Comparison) =>
    comparison === "previous" ? texts.previousOf[kind] : texts[comparison];
  return (
    <Select
      label={texts.compareWith}
      value={value ?? "none"}
      options={[
        { value: "none", label: texts.noComparison },
        ...COMPARISONS[kind].map((each) => ({ value: each, label: words(each) })),
      ]}
      onChange={(next) => onChange(next === "none" ? null : next)}
    />
  );
}
