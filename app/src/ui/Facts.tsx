import { StyleSheet, View } from "react-native";

import { AppText } from "./AppText";
import { Icon } from "./icons";
import { useColors, useTheme, useUiTexts } from "./theme";
import { LARGE_TEXT, radii, space } from "./tokens";

export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly note?: string | undefined;
}

/** Names and values, one pair below the other; of large text each value below its name. */
export function Facts({ items }: { readonly items: readonly Fact[] }) {
  const colors = useColors();
  const isBelow = useTheme().fontScale >= LARGE_TEXT;
  return (
    <View role="list">
      {items.map(({ label, value, note }, index) => (
        <View
          key={`${index}-${label}`}
          role="listitem"
          accessible
          style={[
            isBelow ? styles.factBelow : styles.fact,
            index > 0 && { borderTopWidth: 1, borderColor: colors.separator },
          ]}
        >
          <View style={!isBelow && styles.label}>
            <AppText color="textMuted">{label}</AppText>
            {note !== undefined && (
              <AppText variant="small" color="textMuted">
                {note}
              </AppText>
            )}
          </View>
          <View style={!isBelow && styles.value}>
            <AppText variant="label" align={isBelow ? "left" : "right"} tabular selectable>
              {value}
            </AppText>
          </View>
        </View>
      ))}
    </View>
  );
}

export interface CheckItem {
  readonly label: string;
  readonly note?: string | undefined;
  /** `failed` is wrong, `open` only not done yet. */
  readonly state: "done" | "open" | "failed";
}

const CHECK_LOOK = {
  done: { icon: "checkCircle", ink: "good" },
  open: { icon: "circle", ink: "textMuted" },
  failed: { icon: "crossCircle", ink: "danger" },
} as const;

/** What is done and what is missing, each said by icon and word. */
export function Checklist({ items }: { readonly items: readonly CheckItem[] }) {
  const texts = useUiTexts();
  const words = { done: texts.done, open: texts.notDone, failed: texts.tone.danger };
  return (
    <View role="list" style={styles.checklist}>
      {items.map(({ label, note, state }) => (
        <View
          key={label}
          role="listitem"
          accessible
          aria-label={[label, words[state], note].filter((part) => part !== undefined).join(", ")}
          style={styles.check}
        >
          <Icon name={CHECK_LOOK[state].icon} color={CHECK_LOOK[state].ink} />
          <View style={styles.label}>
            <AppText>{label}</AppText>
            {note !== undefined && (
              <AppText variant="small" color="textMuted">
                {note}
              </AppText>
            )}
          </View>
        </View>
      ))}
    </View>
  );
}

export interface ProgressProps {
  readonly label: string;
  /** From 0 to 1; null while it cannot be known. */
  readonly share: number | null;
  /** The amount in words, beside the label. */
  readonly text?: string;
}

/** How far something has come. It does not move by itself. */
export function Progress({ label, share, text }: ProgressProps) {
  const colors = useColors();
  const known = share === null || !Number.isFinite(share) ? null : Math.min(1, Math.max(0, share));
  return (
    <View
      accessible
      role="progressbar"
      aria-label={label}
      {...(known === null
        ? { "aria-busy": true }
        : { "aria-valuemin": 0, "aria-valuemax": 100, "aria-valuenow": Math.round(known * 100) })}
      {...(text === undefined ? {} : { "aria-valuetext": text })}
      style={styles.progress}
    >
      <View style={styles.progressWords}>
        <View style={styles.label}>
          <AppText variant="small" color="textSoft">
            {label}
          </AppText>
        </View>
        {text !== undefined && (
          <AppText variant="small" color="textSoft" tabular>
            {text}
          </AppText>
        )}
      </View>
      <View style={[styles.track, { borderColor: colors.boundary }]}>
        <View
          style={[styles.done, { width: `${(known ?? 0) * 100}%`, backgroundColor: colors.accent }]}
        />
      </View>
    </View>
  );
}

const styles = StyleSheet.create({
  fact: {
    flexDirection: "row",
    gap: space.l,
    paddingVertical: space.m - 2,
    alignItems: "baseline",
  },
  factBelow: { paddingVertical: space.m - 2, gap: space.hair },
  label: { flex: 1, minWidth: 0 },
  value: { flexShrink: 1, maxWidth: "65%" },
  checklist: { gap: space.m },
  check: { flexDirection: "row", gap: space.m, alignItems: "flex-start" },
  progress: { gap: space.xs + 2 },
  progressWords: { flexDirection: "row", gap: space.m },
  track: {
    height: 14,
    borderWidth: 1.5,
    borderRadius: radii.round,
    overflow: "hidden",
    padding: 2,
  },
  done: { height: "100%", borderRadius: radii.round },
});
