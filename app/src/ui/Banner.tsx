import { StyleSheet, View } from "react-native";

import { AppText } from "./AppText";
import { Button, IconButton } from "./Button";
import { Icon, type IconName } from "./icons";
import { OnStrongGround } from "./ink";
import { useColors, useUiTexts } from "./theme";
import { radii, space, type Tone } from "./tokens";
import { toneLooks } from "./tones";

export interface BannerProps {
  readonly text: string;
  readonly title?: string;
  readonly tone?: Tone;
  readonly icon?: IconName;
  readonly action?: { readonly label: string; readonly onPress: () => void };
  readonly onDismiss?: () => void;
  /** Told to readers when it appears: `alert` for what went wrong, `status` for the rest. */
  readonly role?: "alert" | "status" | "none";
}

/** Something to know that stays on the screen. */
export function Banner(props: BannerProps) {
  const { text, title, tone = "info", icon, action, onDismiss, role } = props;
  const colors = useColors();
  const texts = useUiTexts();
  const look = toneLooks[tone];
  const said = role ?? (tone === "danger" ? "alert" : "status");
  return (
    <OnStrongGround ground={null}>
      <View
        {...(said === "none" ? {} : { role: said })}
        style={[styles.banner, { backgroundColor: colors[look.ground] }]}
      >
        <Icon name={icon ?? look.icon} color={look.ink} />
        <View style={styles.words}>
          {title !== undefined && <AppText variant="label">{title}</AppText>}
          <AppText color="textSoft">{text}</AppText>
          {action !== undefined && (
            <View style={styles.action}>
              <Button label={action.label} onPress={action.onPress} />
            </View>
          )}
        </View>
        {onDismiss !== undefined && (
          <View style={styles.dismiss}>
            <IconButton icon="cross" label={texts.dismiss} onPress={onDismiss} />
          </View>
        )}
      </View>
    </OnStrongGround>
  );
}

const styles = StyleSheet.create({
  banner: {
    flexDirection: "row",
    gap: space.m,
    padding: space.l,
    borderRadius: radii.m,
    alignItems: "flex-start",
  },
  words: { flex: 1, gap: space.xs },
  action: { paddingTop: space.s },
  dismiss: { marginTop: -12, marginRight: -12, marginBottom: -12 },
});
