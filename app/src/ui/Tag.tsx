import { StyleSheet, View } from "react-native";

import { AppText } from "./AppText";
import { Icon, type IconName } from "./icons";
import { OnStrongGround } from "./ink";
import { useColors, useUiTexts } from "./theme";
import { radii, space, type Tone } from "./tokens";
import { toneLooks } from "./tones";

export interface TagProps {
  readonly label: string;
  readonly tone?: Tone;
  readonly icon?: IconName;
}

/** A state in a word: icon, word and colour. */
export function Tag({ label, tone = "neutral", icon }: TagProps) {
  const colors = useColors();
  const look = toneLooks[tone];
  const shown = icon ?? (tone === "neutral" ? undefined : look.icon);
  return (
    <OnStrongGround ground={null}>
      <View style={[styles.tag, { backgroundColor: colors[look.ground] }]}>
        {shown !== undefined && <Icon name={shown} size={16} color={look.ink} />}
        <View style={styles.words}>
          <AppText variant="caption" color={look.ink}>
            {label}
          </AppText>
        </View>
      </View>
    </OnStrongGround>
  );
}

/** How many wait, on the corner of an icon; nothing for none. */
export function Badge({ count, label }: { readonly count: number; readonly label?: string }) {
  const colors = useColors();
  const texts = useUiTexts();
  if (count <= 0) return null;
  return (
    <View
      accessible
      role="img"
      aria-label={label ?? texts.unread(count)}
      style={[styles.badge, { backgroundColor: colors.action }]}
    >
      <AppText variant="caption" color="onAction" align="center" tabular>
        {count > 99 ? "99+" : String(count)}
      </AppText>
    </View>
  );
}

const styles = StyleSheet.create({
  tag: {
    flexDirection: "row",
    alignItems: "center",
    alignSelf: "flex-start",
    gap: space.xs + 2,
    paddingHorizontal: space.s + 2,
    paddingVertical: space.xs,
    borderRadius: radii.s,
    maxWidth: "100%",
  },
  words: { flexShrink: 1 },
  badge: { minWidth: 22, paddingHorizontal: 6, paddingVertical: 1, borderRadius: radii.round },
});
