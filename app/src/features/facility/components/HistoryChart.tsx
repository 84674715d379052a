import { type History } from "@/api/queries/facilityEnergy";
import { useTexts } from "@/texts";
import { useFormats } from "@/ui";
import { BarsChart, TimeSeriesChart } from "@/ui/charts";

import { energyBars, intervalsOf, powerSeries, slotsOf } from "../logic/history";
import { isRunning, type Period, periodTitle } from "../logic/periods";

const CONSUMED = { role: "consumed" } as const;
const PRODUCED = { role: "produced" } as const;

interface HistoryChartProps {
  readonly period: Period;
  readonly history: History;
  readonly now: number;
}

/** Power over an hour or day, energy by the days of a month or the months of a year. */
export function HistoryChart({ period, history, now }: HistoryChartProps) {
  const texts = useTexts().facility.history;
  const formats = useFormats();
  const { timeZone } = formats;
  const title = (what: string) => `${what}, ${periodTitle(period, formats, now)}`;
  const intervals = intervalsOf(history);
  // Who never feeds in is not shown a line of zeros.
  const hasProduced = intervals.some(({ producedWh }) => producedWh > 0);
  if (period.kind === "hour" || period.kind === "day") {
    const power = powerSeries(intervals);
    const consumed = { ...CONSUMED, label: texts.consumed, intervals: power.consumed };
    const produced = { ...PRODUCED, label: texts.produced, intervals: power.produced };
    return (
      <TimeSeriesChart
        title={title(texts.powerTitle)}
        level={3}
        series={hasProduced ? [produced, consumed] : [consumed]}
        from={period.from}
        to={period.to}
        timeZone={timeZone}
        {...(isRunning(period, now) ? { now: reachedBy(history, now) } : {})}
      />
    );
  }
  const slots = slotsOf(period, timeZone).filter(({ from }) => from <= now);
  const bars = energyBars(intervals, slots);
  const consumed = { ...CONSUMED, label: texts.consumed };
  const produced = { ...PRODUCED, label: texts.produced };
  return (
    <BarsChart
      title={title(texts.energyTitle)}
      level={3}
      series={hasProduced ? [produced, consumed] : [consumed]}
      periods={hasProduced ? bars : bars.map((bar) => ({ ...bar, values: bar.values.slice(1) }))}
      resolution={period.kind === "month" ? "day" : "month"}
      timeZone={timeZone}
    />
  );
}

/** Up to the newest reading there is something to know; while it comes, what follows is no gap. */
function reachedBy({ asOf }: History, now: number): number {
  const newest = asOf === null ? now : Date.parse(asOf);
  return now - newest < 3_600_000 ? Math.min(now, newest) : now;
}
