import { useId } from "react";
import { StyleSheet, View } from "react-native";

import type { Formats } from "@/formats";

import { AppText } from "../AppText";
import { Row } from "../Box";
import { fieldIds } from "../FieldFrame";
import { Stat } from "../Stat";
import { Rect, Svg } from "../svg";
import { useFormats, useTheme, useUiTexts } from "../theme";
import type { ChartTexts } from "../texts";
import { radii, type SeriesRole, space } from "../tokens";
import { Swatch } from "./Legend";
import { type Balance, balanceOf, type BalancePart } from "./logic/balance";
import { fillOf, Patterns } from "./patterns";

export interface LiveBarProps {
  readonly producedW: number | null;
  readonly consumedW: number | null;
  /** Other words for what is left over, such as "to share". */
  readonly labels?: Partial<Record<"produced" | "consumed" | BalancePart, string>>;
  /** Without the two figures above it, where they stand elsewhere. */
  readonly barOnly?: boolean;
}

const ROLE: Readonly<Record<BalancePart, SeriesRole>> = {
  used: "produced",
  spare: "excess",
  grid: "consumed",
};

function partWords(texts: ChartTexts): Record<BalancePart, string> {
  return { used: texts.usedTogether, spare: texts.toSpare, grid: texts.fromGrid };
}

/** The balance in a sentence, as readers hear it. */
export function balanceText(balance: Balance, formats: Formats, texts: ChartTexts): string {
  const parts = partWords(texts);
  return [
    `${texts.produced} ${formats.watts(balance.producedW)}`,
    `${texts.consumed} ${formats.watts(balance.consumedW)}`,
    ...balance.parts.map(({ kind, watts }) => `${formats.watts(watts)} ${parts[kind]}`),
  ].join(", ");
}

/** One bar for what is produced and consumed now, and what is left over or comes from the grid. */
export function LiveBar({ producedW, consumedW, labels = {}, barOnly = false }: LiveBarProps) {
  const formats = useFormats();
  const texts = useUiTexts().chart;
  const balance = balanceOf(producedW, consumedW);
  const words = { ...partWords(texts), ...labels };
  return (
    <View style={styles.whole}>
      {!barOnly && (
        <Row gap="xl" wrap align="flex-start">
          <Stat
            icon="sun"
            label={labels.produced ?? texts.produced}
            value={formats.power(producedW)}
          />
          <Stat
            icon="plug"
            label={labels.consumed ?? texts.consumed}
            value={formats.power(consumedW)}
          />
        </Row>
      )}
      {balance === null ? (
        <AppText color="textMuted">{texts.noBalance}</AppText>
      ) : (
        <View
          accessible
          role="img"
          aria-label={balanceText(balance, formats, texts)}
          style={styles.whole}
        >
          <BalanceBar balance={balance} />
          <View style={styles.words} aria-hidden importantForAccessibility="no-hide-descendants">
            {balance.parts.length === 0 && <AppText color="textSoft">{texts.balanced}</AppText>}
            {balance.parts.map(({ kind, watts }) => (
              <View key={kind} style={styles.word}>
                <Swatch role={ROLE[kind]} />
                <AppText variant="small" strong tabular>
                  {formats.watts(watts)}
                </AppText>
                <AppText variant="small" color="textSoft">
                  {words[kind]}
                </AppText>
              </View>
            ))}
          </View>
        </View>
      )}
    </View>
  );
}

const HEIGHT = 36;

function BalanceBar({ balance }: { readonly balance: Balance }) {
  const { colors } = useTheme();
  const drawing = fieldIds(useId()).label;
  return (
    <View style={[styles.bar, { borderColor: colors.boundary }]}>
      {balance.parts.map(({ kind, share }) => {
        const role = ROLE[kind];
        const look = colors.series[role];
        return (
          <View
            key={kind}
            style={[
              styles.part,
              { flexGrow: share },
              { borderColor: look.line, borderStyle: kind === "used" ? "solid" : "dashed" },
            ]}
          >
            <Svg width="100%" height={HEIGHT}>
              <Patterns drawing={`${drawing}-${kind}`} colors={colors} />
              <Rect width="100%" height={HEIGHT} fill={fillOf(`${drawing}-${kind}`, role, look)} />
            </Svg>
          </View>
        );
      })}
    </View>
  );
}

const styles = StyleSheet.create({
  whole: { gap: space.m },
  bar: {
    flexDirection: "row",
    height: HEIGHT,
    gap: 3,
    borderRadius: radii.s,
    overflow: "hidden",
  },
  part: {
    flexBasis: 0,
    flexShrink: 1,
    minWidth: 8,
    borderWidth: 2,
    borderRadius: radii.s,
    overflow: "hidden",
  },
  words: { flexDirection: "row", flexWrap: "wrap", columnGap: space.l, rowGap: space.xs },
  word: { flexDirection: "row", alignItems: "center", gap: space.xs + 2 },
});
