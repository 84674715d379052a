import type { ReactNode } from "react";
import { StyleSheet, View } from "react-native";

import { AppText } from "./AppText";
import { Icon, type IconName } from "./icons";
import type { Ink } from "./ink";
import { useColors, useTheme } from "./theme";
import { LARGE_TEXT, space, TARGET } from "./tokens";
import { Touchable } from "./Touchable";

export interface ListRowProps {
  readonly title: string;
  readonly subtitle?: string | undefined;
  readonly icon?: IconName;
  readonly iconColor?: Ink;
  /** To the right: a figure or a state. */
  readonly value?: string | undefined;
  readonly valueNote?: string | undefined;
  /** To the right, instead of the value: a Tag, an IconButton. A pressable one needs a row without onPress. */
  readonly trailing?: ReactNode;
  readonly onPress?: () => void;
  /** Where pressing leads: `link` to another screen, `button` does something here. */
  readonly role?: "link" | "button";
  /** Said instead of all that is written. */
  readonly label?: string;
  readonly hint?: string;
  /** Not seen yet. */
  readonly unread?: boolean;
  readonly disabled?: boolean;
  readonly testID?: string;
}

/** One thing of a list. */
export function ListRow(props: ListRowProps) {
  const { onPress, role = "link", testID } = props;
  const colors = useColors();
  if (onPress === undefined) {
    return (
      <View style={styles.row} testID={testID}>
        <RowContent {...props} />
      </View>
    );
  }
  return (
    <Touchable
      role={role}
      onPress={onPress}
      label={props.label}
      hint={props.hint}
      disabled={props.disabled}
      testID={testID}
      style={({ pressed, hovered }) => [
        styles.row,
        (pressed || hovered) && { backgroundColor: colors.surfaceRaised },
      ]}
    >
      <RowContent {...props} />
      {role === "link" && <Icon name="chevronRight" size={20} color="textMuted" />}
    </Touchable>
  );
}

function RowContent(props: ListRowProps) {
  const { icon, iconColor = "accent", trailing, unread = false, disabled = false } = props;
  return (
    <>
      {icon !== undefined && <Icon name={icon} color={disabled ? "textMuted" : iconColor} />}
      <WordsAndValue {...props} />
      {trailing !== undefined && <View style={styles.trailing}>{trailing}</View>}
      {unread && <UnreadDot />}
    </>
  );
}

/** Beside each other; in large text below, where each has the width to itself. */
function WordsAndValue(props: ListRowProps) {
  const { title, subtitle, value, valueNote, unread = false, disabled = false } = props;
  const isBelow = useTheme().fontScale >= LARGE_TEXT;
  const align = isBelow ? "left" : "right";
  const words = (
    <View style={!isBelow && styles.words}>
      <AppText color={disabled ? "textMuted" : "text"} strong={unread}>
        {title}
      </AppText>
      {subtitle !== undefined && (
        <AppText variant="small" color="textMuted">
          {subtitle}
        </AppText>
      )}
    </View>
  );
  const figure = value !== undefined && (
    <View style={!isBelow && styles.value}>
      <AppText variant="label" align={align} tabular>
        {value}
      </AppText>
      {valueNote !== undefined && (
        <AppText variant="small" color="textMuted" align={align} tabular>
          {valueNote}
        </AppText>
      )}
    </View>
  );
  const both = (
    <>
      {words}
      {figure}
    </>
  );
  return isBelow ? <View style={styles.words}>{both}</View> : both;
}

function UnreadDot() {
  return <View style={[styles.dot, { backgroundColor: useColors().accent }]} aria-hidden />;
}

const styles = StyleSheet.create({
  row: {
    flexDirection: "row",
    alignItems: "center",
    gap: space.m,
    minHeight: TARGET + 8,
    paddingHorizontal: space.xl - 4,
    paddingVertical: space.m - 2,
  },
  words: { flex: 1, minWidth: 0 },
  value: { maxWidth: "50%" },
  trailing: { maxWidth: "50%" },
  dot: { width: 10, height: 10, borderRadius: 5 },
});
