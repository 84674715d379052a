import { useId } from "react";

import { fieldIds } from "../FieldFrame";
import { G, Line, Path, Svg } from "../svg";
import { useTheme } from "../theme";
import { AxisText, labelWidth, type Plot, plotOf, ValueMarks } from "./axisParts";
import type { BarPeriod, BarsChartProps } from "./BarsChart";
import { anchored, type ValueAxis } from "./logic/axes";
import { type Bar, barsOf, type BarLayout, labelledPeriods } from "./logic/bars";
import { rectPath } from "./logic/paths";
import type { ValueWords } from "./logic/quantity";
import { fillOf, gapFill, Patterns } from "./patterns";

interface DrawingProps extends BarsChartProps {
  readonly layout: BarLayout;
  readonly axis: ValueAxis;
  readonly words: ValueWords;
  readonly cursor: number | null;
  readonly width: number;
  readonly height: number;
  readonly label: (period: BarPeriod) => string;
}

function labelsOf(axis: ValueAxis, words: ValueWords): string[] {
  return [...axis.ticks.map(words.axis), words.unit];
}

/** The period at a distance from the left of a drawing. */
export function periodAtX(
  x: number,
  width: number,
  fontScale: number,
  axis: ValueAxis,
  words: ValueWords,
  count: number,
): number | null {
  if (count === 0) return null;
  const { left, right } = plotOf(width, 0, labelsOf(axis, words), fontScale);
  const share = (x - left) / Math.max(1, right - left);
  return Math.min(count - 1, Math.max(0, Math.floor(share * count)));
}

export function BarsDrawing(props: DrawingProps) {
  const { series, periods, layout, axis, words, cursor, width, height } = props;
  const { colors, fontScale } = useTheme();
  const drawing = fieldIds(useId()).label;
  const plot = plotOf(width, height, labelsOf(axis, words), fontScale);
  const span = axis.high - axis.low;
  const y = (value: number) => plot.bottom - ((value - axis.low) / span) * (plot.bottom - plot.top);
  const values = periods.map((period) => period.values);
  const room = { width: plot.right - plot.left, layout, seriesCount: series.length, y };
  return (
    <Svg width={width} height={height}>
      <Patterns drawing={drawing} colors={colors} />
      <ValueMarks axis={axis} plot={plot} y={y} words={words.axis} unit={words.unit} />
      <UnknownPeriods {...props} drawing={drawing} plot={plot} />
      <G transform={`translate(${plot.left}, 0)`}>
        {barsOf(values, room).map((bar) => (
          <BarShape key={`${bar.period}-${bar.series}`} {...props} bar={bar} drawing={drawing} />
        ))}
      </G>
      {axis.low < 0 && (
        <Line x1={plot.left} x2={plot.right} y1={y(0)} y2={y(0)} stroke={colors.boundary} />
      )}
      <PeriodLabels {...props} plot={plot} />
      {cursor !== null && <PeriodCursor plot={plot} count={periods.length} at={cursor} />}
    </Svg>
  );
}

interface BarShapeProps extends DrawingProps {
  readonly bar: Bar;
  readonly drawing: string;
}

function BarShape({ bar, series, periods, cursor, drawing }: BarShapeProps) {
  const { colors } = useTheme();
  const role = series[bar.series]?.role;
  if (role === undefined) return null;
  const look = colors.series[role];
  const isIncomplete = periods[bar.period]?.incomplete === true;
  const isDimmed = cursor !== null && cursor !== bar.period;
  return (
    <Path
      d={rectPath(bar.x + 0.5, bar.y, Math.max(0.5, bar.width - 1), bar.height)}
      strokeLinejoin="round"
      fill={fillOf(drawing, role, look)}
      fillOpacity={isIncomplete ? 0.35 : isDimmed ? 0.6 : 0.95}
      stroke={look.line}
      strokeWidth={bar.width > 5 ? 1.5 : 0.75}
      strokeDasharray={isIncomplete ? [3, 3] : []}
    />
  );
}

function UnknownPeriods({
  periods,
  now = Infinity,
  drawing,
  plot,
}: DrawingProps & { readonly drawing: string; readonly plot: Plot }) {
  const slot = (plot.right - plot.left) / Math.max(1, periods.length);
  const unknown = periods.flatMap(({ from, values }, index) =>
    from < now && values.every((value) => value === null) ? [index] : [],
  );
  return (
    <G>
      {unknown.map((index) => (
        <Path
          key={index}
          d={rectPath(
            plot.left + index * slot + slot * 0.1,
            plot.top,
            slot * 0.8,
            plot.bottom - plot.top,
          )}
          fill={gapFill(drawing)}
          fillOpacity={0.55}
        />
      ))}
    </G>
  );
}

function PeriodLabels({ periods, label, plot, width }: DrawingProps & { readonly plot: Plot }) {
  const { fontScale } = useTheme();
  const names = periods.map(label);
  const widest = names.reduce((most, name) => Math.max(most, labelWidth(name, fontScale)), 0);
  const slot = (plot.right - plot.left) / Math.max(1, periods.length);
  const most = Math.floor((plot.right - plot.left) / (widest + 12));
  const size = labelWidth("0", fontScale) / 0.6;
  return (
    <G>
      {labelledPeriods(periods.length, most).map((index) => {
        const middle = plot.left + (index + 0.5) * slot;
        const place = anchored(middle, labelWidth(names[index] ?? "", fontScale), width);
        return (
          <AxisText key={index} x={place.x} y={plot.bottom + size + 7} anchor={place.anchor}>
            {names[index] ?? ""}
          </AxisText>
        );
      })}
    </G>
  );
}

interface PeriodCursorProps {
  readonly plot: Plot;
  readonly count: number;
  readonly at: number;
}

function PeriodCursor({ plot, count, at }: PeriodCursorProps) {
  const { colors } = useTheme();
  const slot = (plot.right - plot.left) / Math.max(1, count);
  return (
    <Path
      d={rectPath(plot.left + at * slot, plot.top - 2, slot, plot.bottom - plot.top + 2)}
      strokeLinejoin="round"
      fill="none"
      stroke={colors.focus}
      strokeWidth={1.5}
    />
  );
}
