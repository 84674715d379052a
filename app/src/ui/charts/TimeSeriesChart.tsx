import { useState } from "react";
import { View } from "react-native";

import type { Formats } from "@/formats";

import { useFormats, useTheme, useUiTexts } from "../theme";
import { type SeriesRole, space } from "../tokens";
import type { UiTexts } from "../texts";
import { ChartFrame } from "./ChartFrame";
import { ChartSurface } from "./ChartSurface";
import { ChartTable } from "./ChartTable";
import { Legend } from "./Legend";
import { valueAxis } from "./logic/axes";
import { momentAt, momentsOf } from "./logic/cursor";
import { clean, clip, gapsOf, type Interval, isKnown, type Span, valueAt } from "./logic/intervals";
import type { Shape } from "./logic/paths";
import { type ChartQuantity, valueWords } from "./logic/quantity";
import { tableRows } from "./logic/rows";
import { summaryOf } from "./logic/summary";
import { TimeSeriesDrawing, timeAtX } from "./TimeSeriesDrawing";

export interface ChartSeries {
  readonly role: SeriesRole;
  readonly label: string;
  readonly intervals: readonly Interval[];
}

export interface TimeSeriesChartProps {
  readonly title: string;
  readonly level?: 2 | 3 | 4;
  /** What it says, in plain words. */
  readonly summary?: string;
  /** One or two; the second is drawn over the first. */
  readonly series: readonly ChartSeries[];
  /** What the axis spans, in milliseconds; `to` is not part of it. */
  readonly from: number;
  readonly to: number;
  /** The community's time zone. */
  readonly timeZone?: string;
  readonly quantity?: ChartQuantity;
  /** Marked in the chart; what comes after it is no gap. */
  readonly now?: number;
  /** From here on it is forecast, drawn fainter; `now` when left out. */
  readonly forecastFrom?: number;
  readonly shape?: Shape;
  readonly height?: number;
}

const MOST_ROWS = 48;

/** Everything a drawing needs, made once from the props. */
export interface TimeSeriesModel {
  readonly series: readonly ChartSeries[];
  readonly gaps: readonly Span[];
  readonly moments: readonly number[];
  readonly values: readonly number[];
}

function modelOf({ series, from, to, now }: TimeSeriesChartProps): TimeSeriesModel {
  const shown = series.map((one) => ({ ...one, intervals: clip(clean(one.intervals), from, to) }));
  const intervals = shown.map((one) => one.intervals);
  const values = intervals.flatMap((all) => all.filter(isKnown).map(({ value }) => value));
  const known = Math.min(to, now ?? to);
  return {
    series: shown,
    gaps: values.length === 0 ? [] : gapsOf(intervals, from, known),
    moments: momentsOf(intervals),
    values,
  };
}

/** What the chart shows and says at the place being read. */
function useTimeSeries(props: TimeSeriesChartProps, index: number | null) {
  const { title, quantity = "power", now, from, to, timeZone } = props;
  const formats = useFormats(timeZone);
  const texts = useUiTexts();
  const model = modelOf(props);
  const axis = valueAxis(model.values);
  const words = valueWords(quantity, axis.high - axis.low, formats, texts.chart.gap);
  const read = readingOf(index, model, now);
  const items = model.series.map(({ role, label, intervals }) => ({
    role,
    label,
    value: read === null ? undefined : words.full(valueAt(intervals, read)),
  }));
  const when = read === null ? undefined : whenRead(index, read, model, formats, texts);
  const inWords = summaryOf(model.series, model.gaps.length, {
    texts: texts.chart,
    value: words.full,
    time: (time) => formats.dayTime(time, now ?? to),
  });
  return {
    model,
    axis,
    words,
    read,
    items,
    when: when ?? formats.dateRange(from, to),
    label: `${title}. ${inWords}`,
    valueText: [when, ...items.map(({ label, value }) => `${label} ${value ?? ""}`)].join(", "),
    table: { formats, texts },
  };
}

/** Powers or energies over time: past, now and forecast in one picture, gaps as gaps. */
export function TimeSeriesChart(props: TimeSeriesChartProps) {
  const { title, level, summary, from, to, height = 220 } = props;
  const [index, setIndex] = useState<number | null>(null);
  const { fontScale } = useTheme();
  const { model, axis, words, read, ...shown } = useTimeSeries(props, index);
  const indexAt = (x: number, width: number) => {
    const time = timeAtX(x, width, fontScale, { axis, words, from, to });
    const moment = momentAt(model.moments, time);
    return moment === null ? null : model.moments.indexOf(moment);
  };
  return (
    <ChartFrame
      title={title}
      {...(level === undefined ? {} : { level })}
      summary={summary}
      table={() => <TimeTable {...props} {...shown.table} model={model} />}
    >
      <View style={{ gap: space.s }}>
        <Legend items={shown.items} when={shown.when} />
        <ChartSurface
          label={shown.label}
          index={index}
          count={model.moments.length}
          valueText={shown.valueText}
          onIndex={setIndex}
          indexAt={indexAt}
          height={height}
        >
          {(width) => (
            <TimeSeriesDrawing
              {...props}
              model={model}
              axis={axis}
              words={words}
              cursor={index === null ? null : read}
              width={width}
              height={height}
            />
          )}
        </ChartSurface>
      </View>
    </ChartFrame>
  );
}

/** The moment whose values are shown: that of the cursor, or else the newest that is past. */
function readingOf(
  index: number | null,
  { moments }: TimeSeriesModel,
  now: number | undefined,
): number | null {
  if (index !== null) return moments[index] ?? null;
  return now === undefined ? null : momentAt(moments, now);
}

function whenRead(
  index: number | null,
  moment: number,
  { series }: TimeSeriesModel,
  formats: Formats,
  texts: UiTexts,
): string {
  if (index === null) return texts.chart.now;
  const interval = series
    .flatMap(({ intervals }) => intervals)
    .find(({ from, to }) => from <= moment && moment < to);
  if (interval === undefined) return formats.time(moment);
  const isDay = interval.to - interval.from >= 23 * 3_600_000;
  return isDay ? formats.date(moment) : formats.timeRange(interval.from, interval.to, moment);
}

interface TimeTableProps extends TimeSeriesChartProps {
  readonly model: TimeSeriesModel;
  readonly formats: Formats;
  readonly texts: UiTexts;
}

function TimeTable({ title, quantity = "power", model, from, to, formats, texts }: TimeTableProps) {
  const joining = quantity === "power" || quantity === "number" ? "mean" : "sum";
  const rows = tableRows(
    model.series.map(({ intervals }) => intervals),
    joining,
    MOST_ROWS,
  );
  const words = valueWords(quantity, 0, formats, texts.chart.gap);
  const isOneDay = to - from <= 25 * 3_600_000;
  const timeOf = (start: number, end: number) =>
    isOneDay ? formats.timeRange(start, end, start) : formats.dayTime(start, to);
  return (
    <ChartTable
      label={title}
      columns={[texts.chart.time, ...model.series.map(({ label }) => label)]}
      rows={rows.map((row) => [timeOf(row.from, row.to), ...row.values.map(words.full)])}
    />
  );
}
