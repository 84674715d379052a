import { View } from "react-native";

import { Path, Svg } from "../svg";
import { useFormats, useTheme, useUiTexts } from "../theme";
import type { SeriesRole } from "../tokens";
import { valueAxis } from "./logic/axes";
import { downsample } from "./logic/downsample";
import { clean, clip, gapsOf, type Interval, isKnown, runsOf } from "./logic/intervals";
import { areaPath, linePath } from "./logic/paths";
import { type ChartQuantity, valueWords } from "./logic/quantity";
import { summaryOf } from "./logic/summary";

export interface SparkLineProps {
  /** What it shows: its name for readers. */
  readonly title: string;
  readonly role: SeriesRole;
  readonly intervals: readonly Interval[];
  readonly from: number;
  readonly to: number;
  readonly quantity?: ChartQuantity;
  readonly timeZone?: string;
  readonly width?: number;
  readonly height?: number;
}

/** How something went, small, beside its figure. Readers hear it in words; a full chart has the table. */
export function SparkLine(props: SparkLineProps) {
  const { title, role, intervals, from, to, quantity = "power", timeZone } = props;
  const { width = 96, height = 32 } = props;
  const { colors } = useTheme();
  const formats = useFormats(timeZone);
  const texts = useUiTexts().chart;
  const shown = clip(clean(intervals), from, to);
  const values = shown.filter(isKnown).map(({ value }) => value);
  const axis = valueAxis(values);
  const words = valueWords(quantity, axis.high - axis.low, formats, texts.gap);
  const summary = summaryOf(
    [{ label: title, intervals: shown }],
    gapsOf([shown], from, shown.at(-1)?.to ?? from).length,
    { texts, value: words.full, time: (time) => formats.dayTime(time, to) },
  );
  const scales = {
    x: (time: number) => 1 + ((time - from) / (to - from)) * (width - 2),
    y: (value: number) => height - 2 - ((value - axis.low) / (axis.high - axis.low)) * (height - 4),
  };
  return (
    <View accessible role="img" aria-label={summary} style={{ width, height }}>
      <Svg width={width} height={height} aria-hidden>
        {runsOf(shown).map((run) => {
          const points = downsample(run, width);
          return [
            <Path
              key={`area-${run[0]?.from ?? 0}`}
              d={areaPath(points, scales, "stepped")}
              fill={colors.series[role].fill}
              fillOpacity={0.25}
            />,
            <Path
              key={`line-${run[0]?.from ?? 0}`}
              d={linePath(points, scales, "stepped")}
              fill="none"
              stroke={colors.series[role].line}
              strokeWidth={1.75}
            />,
          ];
        })}
      </Svg>
    </View>
  );
}
