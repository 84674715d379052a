import { StyleSheet, View, type ViewStyle } from "react-native";

import { AppText } from "./AppText";
import { Icon, type IconName } from "./icons";
import { type Ink, useStrongGround } from "./ink";
import { isWeb } from "./platform/webProps";
import { useColors, useUiTexts } from "./theme";
import { type Palette, radii, space, TARGET } from "./tokens";
import { Touchable, type TouchState } from "./Touchable";

/** `primary`: the one main step of a screen; `danger`: a step that destroys. */
export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";

export interface ButtonProps {
  readonly label: string;
  readonly onPress: () => void;
  readonly variant?: ButtonVariant;
  readonly icon?: IconName;
  /** What it does, where the label alone may not say it. */
  readonly hint?: string;
  readonly disabled?: boolean;
  /** Being done: keeps the focus, takes no more presses, and says so. */
  readonly busy?: boolean;
  readonly busyLabel?: string;
  /** As wide as what it stands in. */
  readonly wide?: boolean;
  readonly testID?: string;
}

const INKS: Readonly<Record<ButtonVariant, Ink>> = {
  primary: "onAction",
  secondary: "text",
  quiet: "accent",
  danger: "onDangerAction",
};

function looks(variant: ButtonVariant, colors: Palette, state: TouchState): ViewStyle {
  const lit = state.hovered || state.pressed;
  switch (variant) {
    case "primary":
      return { backgroundColor: colors.action, opacity: state.pressed ? 0.85 : 1 };
    case "danger":
      return { backgroundColor: colors.dangerAction, opacity: state.pressed ? 0.85 : 1 };
    case "secondary":
      return {
        borderWidth: 1.5,
        borderColor: colors.boundary,
        ...(lit ? { backgroundColor: colors.surfaceRaised } : {}),
      };
    case "quiet":
      return lit ? { backgroundColor: colors.surfaceRaised } : {};
  }
}

/** A step to take, in words. */
export function Button(props: ButtonProps) {
  const { label, onPress, variant = "secondary", icon, hint, disabled = false } = props;
  const { busy = false, busyLabel, wide = false, testID } = props;
  const colors = useColors();
  const texts = useUiTexts();
  const onStrong = useStrongGround() !== null;
  const isStrongPrimary = onStrong && variant === "primary";
  const ink = disabled ? "textMuted" : isStrongPrimary ? "hero" : INKS[variant];
  return (
    <Touchable
      role="button"
      onPress={onPress}
      label={nameOnWeb(busy ? (busyLabel ?? texts.sending) : label, hint)}
      hint={hint}
      disabled={disabled}
      busy={busy}
      testID={testID}
      style={(state) => [
        styles.button,
        wide ? styles.wide : styles.hug,
        disabled
          ? { borderWidth: 1.5, borderStyle: "dashed", borderColor: colors.boundary }
          : looks(variant, colors, onStrong ? IDLE : state),
        isStrongPrimary && !disabled && { backgroundColor: colors.onHero },
        onStrong && variant === "secondary" && { borderColor: colors.onHero },
      ]}
    >
      <View style={styles.content}>
        {icon !== undefined && <Icon name={icon} size={20} color={ink} />}
        <View style={styles.words}>
          <AppText variant="label" color={ink} align="center">
            {busy ? (busyLabel ?? texts.sending) : label}
          </AppText>
        </View>
      </View>
    </Touchable>
  );
}

/** Browsers know no hints: there it is said behind the name. */
function nameOnWeb(label: string, hint: string | undefined): string | undefined {
  return isWeb && hint !== undefined ? `${label}. ${hint}` : undefined;
}

const IDLE: TouchState = { pressed: false, hovered: false };

export interface IconButtonProps {
  readonly icon: IconName;
  /** Its name: the icon alone says nothing to a reader. */
  readonly label: string;
  readonly onPress: () => void;
  readonly disabled?: boolean;
  readonly busy?: boolean;
  readonly expanded?: boolean;
  readonly selected?: boolean;
  readonly testID?: string;
}

/** A step to take, as a picture that everybody knows. */
export function IconButton({ icon, label, onPress, ...rest }: IconButtonProps) {
  const colors = useColors();
  const onStrong = useStrongGround() !== null;
  return (
    <Touchable
      role="button"
      label={label}
      onPress={onPress}
      {...rest}
      style={({ pressed, hovered }) => [
        styles.iconButton,
        (pressed || hovered) && !onStrong && { backgroundColor: colors.surfaceRaised },
      ]}
    >
      <Icon name={icon} color={rest.disabled === true ? "textMuted" : "text"} />
    </Touchable>
  );
}

export interface TextLinkProps {
  readonly label: string;
  readonly onPress: () => void;
  readonly hint?: string;
  readonly icon?: IconName;
}

/** A way to another place, in words of their own line. */
export function TextLink({ label, onPress, hint, icon }: TextLinkProps) {
  return (
    <Touchable
      role="link"
      label={nameOnWeb(label, hint)}
      onPress={onPress}
      hint={hint}
      style={styles.link}
    >
      <View style={styles.content}>
        {icon !== undefined && <Icon name={icon} size={20} color="accent" />}
        <View style={styles.words}>
          <AppText variant="label" color="accent" underline>
            {label}
          </AppText>
        </View>
      </View>
    </Touchable>
  );
}

const styles = StyleSheet.create({
  button: {
    minHeight: TARGET,
    paddingHorizontal: space.l,
    paddingVertical: space.m,
    borderRadius: radii.m,
    justifyContent: "center",
  },
  hug: { alignSelf: "flex-start" },
  wide: { alignSelf: "stretch" },
  content: { flexDirection: "row", alignItems: "center", justifyContent: "center", gap: space.s },
  words: { flexShrink: 1 },
  iconButton: {
    width: TARGET,
    height: TARGET,
    borderRadius: radii.round,
    alignItems: "center",
    justifyContent: "center",
  },
  link: { justifyContent: "center", alignSelf: "flex-start", borderRadius: radii.s },
});
