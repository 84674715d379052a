import { useState } from "react";
import { View } from "react-native";

import type { Formats } from "@/formats";

import { AppText } from "../AppText";
import { useFormats, useTheme, useUiTexts } from "../theme";
import { type SeriesRole, space } from "../tokens";
import { BarsDrawing, periodAtX } from "./BarsDrawing";
import { ChartFrame } from "./ChartFrame";
import { ChartSurface } from "./ChartSurface";
import { ChartTable } from "./ChartTable";
import { Legend } from "./Legend";
import { monthName, valueAxis } from "./logic/axes";
import { barExtent, type BarLayout } from "./logic/bars";
import { type ChartQuantity, valueWords } from "./logic/quantity";
import { summaryOf } from "./logic/summary";

export type Resolution = "hour" | "day" | "month" | "year";

export interface BarPeriod {
  readonly from: number;
  readonly to: number;
  /** One a series, in their order; null where it is not known. */
  readonly values: readonly (number | null)[];
  /** Still under way, or with gaps: drawn with a dashed outline. */
  readonly incomplete?: boolean;
}

export interface BarsChartProps {
  readonly title: string;
  readonly level?: 2 | 3 | 4;
  readonly summary?: string;
  readonly series: readonly { readonly role: SeriesRole; readonly label: string }[];
  readonly periods: readonly BarPeriod[];
  readonly resolution: Resolution;
  readonly layout?: BarLayout;
  readonly quantity?: ChartQuantity;
  readonly timeZone?: string;
  /** What comes after it is no gap. */
  readonly now?: number;
  readonly height?: number;
}

/** A period's name for its resolution: short below a bar, long where it is read. */
export function periodName(
  period: { readonly from: number; readonly to: number },
  resolution: Resolution,
  formats: Formats,
  length: "short" | "long",
): string {
  const { language, timeZone } = formats;
  switch (resolution) {
    case "hour":
      if (length === "short") return formats.time(period.from).slice(0, 2);
      return formats.timeRange(period.from, period.to, period.from);
    case "day":
      if (length === "long") return formats.date(period.from, "weekday");
      return formats.date(period.from, "numeric").slice(0, 2).replace(/^0/, "");
    case "month":
      return length === "long"
        ? formats.date(period.from, "month")
        : monthName(period.from, language, timeZone);
    case "year":
      return formats.date(period.from, "numeric").slice(-4);
  }
}

/** What the chart shows and says at the period being read. */
function useBars(props: BarsChartProps, index: number | null) {
  const { title, series, periods, resolution, layout = "grouped", quantity = "energy" } = props;
  const formats = useFormats(props.timeZone);
  const texts = useUiTexts().chart;
  const axis = valueAxis(
    barExtent(
      periods.map(({ values }) => values),
      layout,
    ),
  );
  const words = valueWords(quantity, axis.high - axis.low, formats, texts.gap);
  const read = index === null ? undefined : periods[index];
  const nameOf = (period: BarPeriod) => {
    const name = periodName(period, resolution, formats, "long");
    return period.incomplete === true ? `${name} (${texts.incomplete})` : name;
  };
  const items = series.map((one, place) => ({
    ...one,
    value: read === undefined ? undefined : words.full(read.values[place] ?? null),
  }));
  const inWords = summaryOf(namedSeries(props), 0, {
    texts,
    value: words.full,
    time: (time) => periodName({ from: time, to: time + 1 }, resolution, formats, "long"),
  });
  const when = read === undefined ? undefined : nameOf(read);
  return {
    axis,
    words,
    items,
    nameOf,
    when: when ?? wholeName(periods, resolution, formats),
    label: `${title}. ${inWords}`,
    valueText: [when, ...items.map(({ label, value }) => `${label} ${value ?? ""}`)].join(", "),
    shortName: (period: BarPeriod) => periodName(period, resolution, formats, "short"),
  };
}

/** Amounts by hour, day, month or year. */
export function BarsChart(props: BarsChartProps) {
  const { title, level, summary, periods, layout = "grouped", height = 220 } = props;
  const [index, setIndex] = useState<number | null>(null);
  const { fontScale } = useTheme();
  const texts = useUiTexts().chart;
  const { axis, words, ...shown } = useBars(props, index);
  return (
    <ChartFrame
      title={title}
      {...(level === undefined ? {} : { level })}
      summary={summary}
      table={() => <BarsTable {...props} full={words.full} nameOf={shown.nameOf} />}
    >
      <View style={{ gap: space.s }}>
        <Legend items={shown.items} when={shown.when} />
        <ChartSurface
          label={shown.label}
          index={index}
          count={periods.length}
          valueText={shown.valueText}
          onIndex={setIndex}
          indexAt={(x, width) => periodAtX(x, width, fontScale, axis, words, periods.length)}
          height={height}
        >
          {(width) => (
            <BarsDrawing
              {...props}
              layout={layout}
              axis={axis}
              words={words}
              cursor={index}
              width={width}
              height={height}
              label={shown.shortName}
            />
          )}
        </ChartSurface>
        {periods.some(({ incomplete }) => incomplete === true) && (
          <AppText variant="small" color="textMuted">{`┄ ${texts.incomplete}`}</AppText>
        )}
      </View>
    </ChartFrame>
  );
}

interface BarsTableProps extends BarsChartProps {
  readonly full: (value: number | null) => string;
  readonly nameOf: (period: BarPeriod) => string;
}

function BarsTable({ title, series, periods, full, nameOf }: BarsTableProps) {
  const texts = useUiTexts().chart;
  return (
    <ChartTable
      label={title}
      columns={[texts.time, ...series.map(({ label }) => label)]}
      rows={periods.map((period) => [
        nameOf(period),
        ...series.map((_, place) => full(period.values[place] ?? null)),
      ])}
    />
  );
}

/** The name of all that is shown. */
function wholeName(
  periods: readonly BarPeriod[],
  resolution: Resolution,
  formats: Formats,
): string {
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) return "";
  if (resolution === "hour" || resolution === "day") return formats.dateRange(first.from, last.to);
  const names = [first, last].map((one) => periodName(one, resolution, formats, "long"));
  return [...new Set(names)].join(" – ");
}

function namedSeries({ series, periods }: BarsChartProps) {
  return series.map(({ label }, place) => ({
    label,
    intervals: periods.map(({ from, to, values }) => ({ from, to, value: values[place] ?? null })),
  }));
}
