import { StyleSheet, Text, View } from "react-native";

import type { Quantity } from "@/formats";

import { AppText, scaled } from "./AppText";
import { Icon, type IconName } from "./icons";
import { type Ink, useInk } from "./ink";
import { useTheme, useUiTexts } from "./theme";
import { space, type } from "./tokens";

export interface StatProps {
  readonly label: string;
  /** A number and its unit apart, as `useFormats().power(...)` gives them, or ready words. */
  readonly value: Quantity | string;
  readonly size?: "display" | "figure" | "small";
  readonly icon?: IconName;
  readonly color?: Ink;
  /** Below it: a comparison, a condition. */
  readonly note?: string | undefined;
  /** Not measured but estimated: it says so. */
  readonly estimate?: boolean;
  readonly align?: "left" | "center";
  readonly testID?: string;
}

const VALUE_TYPE = { display: "display", figure: "figure", small: "heading" } as const;
const UNIT_TYPE = { display: "title", figure: "heading", small: "body" } as const;

/** A figure with its name and unit; one thing to readers. */
export function Stat(props: StatProps) {
  const { label, value, size = "figure", icon, note, estimate = false, align = "left" } = props;
  const texts = useUiTexts();
  const isCentered = align === "center";
  return (
    <View accessible testID={props.testID} style={[styles.stat, isCentered && styles.centered]}>
      <View style={styles.label}>
        {icon !== undefined && <Icon name={icon} size={20} color="textMuted" />}
        <View style={styles.words}>
          <AppText variant="small" color="textMuted">
            {estimate ? `${label} (${texts.estimate})` : label}
          </AppText>
        </View>
      </View>
      <StatValue value={value} size={size} color={props.color ?? "text"} estimate={estimate} />
      {note !== undefined && (
        <AppText variant="small" color="textMuted" align={align}>
          {note}
        </AppText>
      )}
    </View>
  );
}

interface StatValueProps {
  readonly value: Quantity | string;
  readonly size: "display" | "figure" | "small";
  readonly color: Ink;
  readonly estimate: boolean;
}

function StatValue({ value, size, color, estimate }: StatValueProps) {
  const { ownTextScale } = useTheme();
  const ink = useInk(color);
  const quantity: Quantity = typeof value === "string" ? { value, unit: "" } : value;
  return (
    <Text
      maxFontSizeMultiplier={2}
      style={[styles.value, scaled(type[VALUE_TYPE[size]], ownTextScale), { color: ink }]}
    >
      {estimate ? `≈\u00A0${quantity.value}` : quantity.value}
      {quantity.unit !== "" && (
        <Text style={scaled(type[UNIT_TYPE[size]], ownTextScale)}>{`\u00A0${quantity.unit}`}</Text>
      )}
    </Text>
  );
}

const styles = StyleSheet.create({
  stat: { gap: space.hair, minWidth: 0, maxWidth: "100%" },
  centered: { alignItems: "center" },
  label: { flexDirection: "row", alignItems: "center", gap: space.xs + 2 },
  words: { flexShrink: 1 },
  value: { fontVariant: ["tabular-nums"] },
});
