import { type ReactNode, useState } from "react";
import { StyleSheet, View } from "react-native";

import { AppText } from "../AppText";
import { IconButton } from "../Button";
import { useUiTexts } from "../theme";
import { space } from "../tokens";

export interface ChartFrameProps {
  readonly title: string;
  readonly level?: 2 | 3 | 4;
  /** What the chart says, in plain words; shown above it. */
  readonly summary?: string | undefined;
  readonly children: ReactNode;
  /** The same figures as a table, made only when it is asked for. */
  readonly table: () => ReactNode;
}

/** Heading, words, and the chart or its table. */
export function ChartFrame({ title, level = 2, summary, children, table }: ChartFrameProps) {
  const [isTable, setTable] = useState(false);
  const texts = useUiTexts().chart;
  return (
    <View style={styles.frame}>
      <View style={styles.head}>
        <View style={styles.title}>
          <AppText variant="subheading" level={level}>
            {title}
          </AppText>
        </View>
        <IconButton
          icon={isTable ? "chart" : "table"}
          label={`${isTable ? texts.showChart : texts.showTable}: ${title}`}
          onPress={() => setTable(!isTable)}
        />
      </View>
      {summary !== undefined && <AppText color="textSoft">{summary}</AppText>}
      {isTable ? table() : children}
    </View>
  );
}

const styles = StyleSheet.create({
  frame: { gap: space.s, minWidth: 0 },
  head: { flexDirection: "row", alignItems: "center", gap: space.s, marginVertical: -6 },
  title: { flex: 1 },
});
