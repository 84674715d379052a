import { DRAWING_FONT } from "../fonts";
import { G, Line, SvgText } from "../svg";
import { useColors, useTheme } from "../theme";
import { chartType } from "../tokens";
import { anchored, type TimeTick, type ValueAxis } from "./logic/axes";

/** Where the plot lies in its drawing. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const WIDTH_OF_LETTER = 0.6;

/** Room for the axes, by the longest label and the reader's size of text. */
export function plotOf(
  width: number,
  height: number,
  labels: readonly string[],
  fontScale: number,
): Plot {
  const size = chartType.axis * fontScale;
  const longest = labels.reduce((most, label) => Math.max(most, label.length), 1);
  return {
    left: Math.ceil(longest * size * WIDTH_OF_LETTER) + 8,
    right: Math.max(40, width - 4),
    top: Math.ceil(size * 1.6) + 4,
    bottom: height - Math.ceil(size) - 10,
  };
}

/** How wide a label of the axis is, about. */
export function labelWidth(label: string, fontScale: number): number {
  return label.length * chartType.axis * fontScale * WIDTH_OF_LETTER;
}

interface AxisTextProps {
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
  readonly strong?: boolean;
  readonly children: string;
}

export function AxisText({ x, y, anchor, strong = false, children }: AxisTextProps) {
  const { colors, fontScale } = useTheme();
  return (
    <SvgText
      transform={`translate(${x}, ${y})`}
      textAnchor={anchor}
      fontFamily={DRAWING_FONT}
      fontSize={chartType.axis * fontScale}
      fontWeight={strong ? "700" : "400"}
      fill={strong ? colors.text : colors.textMuted}
    >
      {children}
    </SvgText>
  );
}

interface ValueMarksProps {
  readonly axis: ValueAxis;
  readonly plot: Plot;
  readonly y: (value: number) => number;
  readonly words: (value: number) => string;
  readonly unit: string;
}

/** A faint line for each mark, a clear one for zero, and the unit once. */
export function ValueMarks({ axis, plot, y, words, unit }: ValueMarksProps) {
  const { colors, fontScale } = useTheme();
  const size = chartType.axis * fontScale;
  return (
    <G>
      {axis.ticks.map((tick) => (
        <G key={tick}>
          <Line
            x1={plot.left}
            x2={plot.right}
            y1={y(tick)}
            y2={y(tick)}
            stroke={tick === 0 ? colors.boundary : colors.separator}
            strokeWidth={1}
          />
          <AxisText x={plot.left - 6} y={y(tick) + size * 0.35} anchor="end">
            {words(tick)}
          </AxisText>
        </G>
      ))}
      {unit !== "" && (
        <AxisText x={0} y={size} anchor="start">
          {unit}
        </AxisText>
      )}
    </G>
  );
}

interface TimeMarksProps {
  readonly ticks: readonly TimeTick[];
  readonly plot: Plot;
  readonly width: number;
  readonly x: (time: number) => number;
}

/** Labels of the time axis, none of them cut off. */
export function TimeMarks({ ticks, plot, width, x }: TimeMarksProps) {
  const { fontScale } = useTheme();
  const colors = useColors();
  const size = chartType.axis * fontScale;
  return (
    <G>
      {ticks.map(({ at, label }) => {
        const place = anchored(x(at), labelWidth(label, fontScale), width);
        return (
          <G key={at}>
            <Line
              x1={x(at)}
              x2={x(at)}
              y1={plot.bottom}
              y2={plot.bottom + 4}
              stroke={colors.boundary}
              strokeWidth={1}
            />
            <AxisText x={place.x} y={plot.bottom + size + 7} anchor={place.anchor}>
              {label}
            </AxisText>
          </G>
        );
      })}
    </G>
  );
}
