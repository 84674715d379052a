import { useId } from "react";

import { fieldIds } from "../FieldFrame";
import { Circle, G, Line, Path, Svg } from "../svg";
import { useFormats, useTheme, useUiTexts } from "../theme";
import type { SeriesLook } from "../tokens";
import { AxisText, labelWidth, type Plot, plotOf, TimeMarks, ValueMarks } from "./axisParts";
import { anchored, timeTicks, type ValueAxis } from "./logic/axes";
import { downsample } from "./logic/downsample";
import { clip, type KnownInterval, runsOf, valueAt } from "./logic/intervals";
import { areaPath, linePath, rectPath, type Scales, type Shape } from "./logic/paths";
import type { ValueWords } from "./logic/quantity";
import { fillOf, gapFill, Patterns } from "./patterns";
import type { TimeSeriesChartProps, TimeSeriesModel } from "./TimeSeriesChart";

interface Frame {
  readonly axis: ValueAxis;
  readonly words: ValueWords;
  readonly from: number;
  readonly to: number;
}

interface DrawingProps extends TimeSeriesChartProps, Frame {
  readonly model: TimeSeriesModel;
  /** The moment being read. */
  readonly cursor: number | null;
  readonly width: number;
  readonly height: number;
}

function axisLabels({ axis, words }: Pick<Frame, "axis" | "words">): string[] {
  return [...axis.ticks.map(words.axis), words.unit];
}

function scalesOf(plot: Plot, { axis, from, to }: Frame): Scales {
  const { left, right, top, bottom } = plot;
  return {
    x: (time) => left + ((time - from) / (to - from)) * (right - left),
    y: (value) => bottom - ((value - axis.low) / (axis.high - axis.low)) * (bottom - top),
  };
}

/** The time at a distance from the left of a drawing. */
export function timeAtX(x: number, width: number, fontScale: number, frame: Frame): number {
  const { left, right } = plotOf(width, 0, axisLabels(frame), fontScale);
  const share = Math.min(1, Math.max(0, (x - left) / Math.max(1, right - left)));
  return frame.from + share * (frame.to - frame.from);
}

export function TimeSeriesDrawing(props: DrawingProps) {
  const { model, from, to, axis, words, now, cursor, width, height, timeZone } = props;
  const { colors, fontScale } = useTheme();
  const formats = useFormats(timeZone);
  const drawing = fieldIds(useId()).label;
  const plot = plotOf(width, height, axisLabels(props), fontScale);
  const scales = scalesOf(plot, props);
  const most = Math.max(
    2,
    Math.floor((plot.right - plot.left) / (labelWidth("00:00", fontScale) + 12)),
  );
  const ticks = timeTicks(from, to, formats.language, formats.timeZone, most);
  return (
    <Svg width={width} height={height}>
      <Patterns drawing={drawing} colors={colors} />
      <ValueMarks axis={axis} plot={plot} y={scales.y} words={words.axis} unit={words.unit} />
      {model.gaps.map((gap) => (
        <Path
          key={gap.from}
          d={rectPath(
            scales.x(gap.from),
            plot.top,
            Math.max(1, scales.x(gap.to) - scales.x(gap.from)),
            plot.bottom - plot.top,
          )}
          fill={gapFill(drawing)}
          fillOpacity={0.55}
        />
      ))}
      <SeriesShapes {...props} drawing={drawing} scales={scales} plot={plot} />
      <TimeMarks ticks={ticks} plot={plot} width={width} x={scales.x} />
      {now !== undefined && now >= from && now <= to && (
        <NowMark x={scales.x(now)} plot={plot} width={width} />
      )}
      {cursor !== null && <Cursor {...props} at={cursor} plot={plot} scales={scales} />}
    </Svg>
  );
}

interface SeriesShapesProps extends DrawingProps {
  readonly drawing: string;
  readonly scales: Scales;
  readonly plot: Plot;
}

function SeriesShapes(props: SeriesShapesProps) {
  const { model, from, to, now, forecastFrom = now ?? to, scales, plot, drawing } = props;
  const { shape = "stepped" } = props;
  const { colors } = useTheme();
  const buckets = Math.max(1, Math.round(plot.right - plot.left));
  return (
    <G>
      {model.series.map(({ role, label, intervals }) => {
        const parts = [
          { isForecast: false, intervals: clip(intervals, from, forecastFrom) },
          { isForecast: true, intervals: clip(intervals, forecastFrom, to) },
        ];
        return parts.flatMap(({ isForecast, intervals: part }) =>
          runsOf(part).map((run) => (
            <Run
              key={`${role}-${label}-${run[0]?.from ?? 0}`}
              run={downsample(run, buckets)}
              scales={scales}
              shape={shape}
              look={colors.series[role]}
              fill={fillOf(drawing, role, colors.series[role])}
              isForecast={isForecast}
            />
          )),
        );
      })}
    </G>
  );
}

interface RunProps {
  readonly run: readonly KnownInterval[];
  readonly scales: Scales;
  readonly shape: Shape;
  readonly look: SeriesLook;
  readonly fill: string;
  readonly isForecast: boolean;
}

function Run({ run, scales, shape, look, fill, isForecast }: RunProps) {
  const isSolid = look.pattern === "solid";
  const strength = isSolid ? 0.32 : 0.6;
  return (
    <G>
      <Path
        d={areaPath(run, scales, shape)}
        fill={fill}
        fillOpacity={isForecast ? strength / 2 : strength}
      />
      <Path
        d={linePath(run, scales, shape)}
        fill="none"
        stroke={look.line}
        strokeWidth={isForecast ? 1.75 : 2.25}
        strokeLinejoin="round"
        strokeDasharray={isForecast ? [3, 4] : [...look.dash]}
      />
    </G>
  );
}

interface NowMarkProps {
  readonly x: number;
  readonly plot: Plot;
  readonly width: number;
}

/** What is left of it was, what is right of it may come. */
function NowMark({ x, plot, width }: NowMarkProps) {
  const { colors, fontScale } = useTheme();
  const text = useUiTexts().chart.now;
  const place = anchored(x, labelWidth(text, fontScale), width);
  return (
    <G>
      <Line
        x1={x}
        x2={x}
        y1={plot.top - 4}
        y2={plot.bottom}
        stroke={colors.text}
        strokeWidth={1.5}
      />
      <AxisText x={place.x} y={plot.top - 8} anchor={place.anchor} strong>
        {text}
      </AxisText>
    </G>
  );
}

interface CursorProps extends DrawingProps {
  readonly at: number;
  readonly plot: Plot;
  readonly scales: Scales;
}

function Cursor({ model, at, plot, scales, to }: CursorProps) {
  const { colors } = useTheme();
  const ends = model.series.flatMap(({ intervals }) =>
    intervals.filter((one) => one.from <= at && at < one.to).map((one) => one.to),
  );
  const middle = scales.x((at + Math.min(to, ...ends)) / 2);
  return (
    <G>
      <Line
        x1={middle}
        x2={middle}
        y1={plot.top}
        y2={plot.bottom}
        stroke={colors.focus}
        strokeWidth={1.5}
        strokeDasharray={[4, 3]}
      />
      {model.series.map(({ role, label, intervals }) => {
        const value = valueAt(intervals, at);
        return value === null ? null : (
          <Circle
            key={`${role}-${label}`}
            cx={middle}
            cy={scales.y(value)}
            r={5}
            fill={colors.series[role].line}
            stroke={colors.surface}
            strokeWidth={2}
          />
        );
      })}
    </G>
  );
}
