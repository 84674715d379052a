import { StyleSheet, View } from "react-native";

import { AppText } from "../AppText";
import { useColors } from "../theme";
import { space } from "../tokens";

export interface ChartTableProps {
  /** Name of the table. */
  readonly label: string;
  readonly columns: readonly string[];
  /** The first cell of each row is its heading. */
  readonly rows: readonly (readonly string[])[];
}

/** A chart's figures as a table. */
export function ChartTable({ label, columns, rows }: ChartTableProps) {
  const colors = useColors();
  return (
    <View role="table" aria-label={label}>
      <View
        role="row"
        style={[styles.row, { borderBottomWidth: 1.5, borderColor: colors.boundary }]}
      >
        {columns.map((column, index) => (
          <View key={column} role="columnheader" style={styles.cell}>
            <AppText variant="caption" color="textMuted" align={index === 0 ? "left" : "right"}>
              {column}
            </AppText>
          </View>
        ))}
      </View>
      {rows.map((cells, index) => (
        <View
          key={`${index}-${cells[0] ?? ""}`}
          role="row"
          style={[styles.row, index > 0 && { borderTopWidth: 1, borderColor: colors.separator }]}
        >
          {cells.map((cell, place) => (
            <View
              key={columns[place] ?? place}
              role={place === 0 ? "rowheader" : "cell"}
              style={styles.cell}
            >
              <AppText variant="small" tabular align={place === 0 ? "left" : "right"}>
                {cell}
              </AppText>
            </View>
          ))}
        </View>
      ))}
    </View>
  );
}

const styles = StyleSheet.create({
  row: { flexDirection: "row", gap: space.m, paddingVertical: space.s - 1 },
  cell: { flex: 1, minWidth: 0 },
});
