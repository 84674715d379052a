import { useId } from "react";
import { StyleSheet, View } from "react-native";

import { AppText } from "../AppText";
import { fieldIds } from "../FieldFrame";
import { Line, Path, Svg } from "../svg";
import { useColors } from "../theme";
import { type SeriesRole, space } from "../tokens";
import { rectPath } from "./logic/paths";
import { fillOf, Patterns } from "./patterns";

export interface LegendItem {
  readonly role: SeriesRole;
  readonly label: string;
  /** The value being read. */
  readonly value?: string | undefined;
}

export interface LegendProps {
  readonly items: readonly LegendItem[];
  /** The time being read, or all that is shown. */
  readonly when: string;
}

/** Which series is which, with the values of the moment being read. Hidden from readers: the chart says it. */
export function Legend({ items, when }: LegendProps) {
  return (
    <View aria-hidden importantForAccessibility="no-hide-descendants">
      <AppText variant="small" color="textMuted" tabular>
        {when}
      </AppText>
      <View style={styles.legend}>
        {items.map(({ role, label, value }) => (
          <View key={`${role}-${label}`} style={styles.item}>
            <Swatch role={role} />
            <AppText variant="small" color="textSoft">
              {label}
            </AppText>
            {value !== undefined && (
              <AppText variant="small" strong tabular>
                {value}
              </AppText>
            )}
          </View>
        ))}
      </View>
    </View>
  );
}

/** A piece of what a series looks like. */
export function Swatch({ role }: { readonly role: SeriesRole }) {
  const colors = useColors();
  const drawing = fieldIds(useId()).label;
  const look = colors.series[role];
  return (
    <Svg width={22} height={14} aria-hidden>
      <Patterns drawing={drawing} colors={colors} />
      <Path d={rectPath(1, 3, 20, 10)} fill={fillOf(drawing, role, look)} fillOpacity={0.9} />
      <Line
        x1={1}
        x2={21}
        y1={2}
        y2={2}
        stroke={look.line}
        strokeWidth={2.5}
        strokeDasharray={[...look.dash]}
      />
    </Svg>
  );
}

const styles = StyleSheet.create({
  legend: {
    flexDirection: "row",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: space.l,
    rowGap: space.xs,
    minHeight: 24,
  },
  item: { flexDirection: "row", alignItems: "center", gap: space.xs + 2 },
});
