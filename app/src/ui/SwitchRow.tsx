import { useId } from "react";
import { StyleSheet, View } from "react-native";

import { AppText } from "./AppText";
import { fieldIds } from "./FieldFrame";
import { Icon } from "./icons";
import { useColors, useUiTexts } from "./theme";
import { space } from "./tokens";
import { Touchable } from "./Touchable";

export interface SwitchRowProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
  readonly disabled?: boolean;
  /** Being saved. */
  readonly busy?: boolean;
}

/** Something that is on or off from the moment it is touched; the whole row is the switch. */
export function SwitchRow({ label, hint, value, onChange, disabled, busy }: SwitchRowProps) {
  const texts = useUiTexts();
  const ids = fieldIds(useId());
  return (
    <Touchable
      role="switch"
      label={label}
      hint={hint}
      checked={value}
      disabled={disabled}
      busy={busy}
      onPress={() => onChange(!value)}
      web={hint === undefined ? {} : { "aria-describedby": ids.hint }}
      style={styles.row}
    >
      <View style={styles.words}>
        <AppText color={disabled === true ? "textMuted" : "text"}>{label}</AppText>
        {hint !== undefined && (
          <AppText variant="small" color="textMuted" id={ids.hint}>
            {hint}
          </AppText>
        )}
      </View>
      <AppText variant="small" color="textMuted" hidden>
        {value ? texts.on : texts.off}
      </AppText>
      <Track isOn={value} />
    </Touchable>
  );
}

function Track({ isOn }: { readonly isOn: boolean }) {
  const colors = useColors();
  const look = isOn
    ? { backgroundColor: colors.action, borderColor: colors.action }
    : { borderColor: colors.boundary };
  return (
    <View style={[styles.track, isOn && styles.on, look]}>
      <View style={[styles.thumb, { backgroundColor: isOn ? colors.onAction : colors.boundary }]} />
    </View>
  );
}

export interface CheckboxRowProps {
  readonly label: string;
  readonly hint?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}

/** Something to agree to or to pick, that counts when the form is sent. */
export function CheckboxRow({ label, hint, checked, onChange, disabled }: CheckboxRowProps) {
  const colors = useColors();
  const ids = fieldIds(useId());
  return (
    <Touchable
      role="checkbox"
      label={label}
      hint={hint}
      checked={checked}
      disabled={disabled}
      onPress={() => onChange(!checked)}
      web={hint === undefined ? {} : { "aria-describedby": ids.hint }}
      style={styles.row}
    >
      <View
        style={[
          styles.box,
          { borderColor: checked ? colors.action : colors.boundary },
          checked && { backgroundColor: colors.action },
        ]}
      >
        {checked && <Icon name="check" size={18} color="onAction" />}
      </View>
      <View style={styles.words}>
        <AppText color={disabled === true ? "textMuted" : "text"}>{label}</AppText>
        {hint !== undefined && (
          <AppText variant="small" color="textMuted" id={ids.hint}>
            {hint}
          </AppText>
        )}
      </View>
    </Touchable>
  );
}

const styles = StyleSheet.create({
  row: {
    flexDirection: "row",
    alignItems: "center",
    gap: space.m,
    paddingVertical: space.s,
    borderRadius: 8,
  },
  words: { flex: 1 },
  track: { width: 48, height: 28, borderRadius: 14, borderWidth: 2, padding: 3 },
  on: { alignItems: "flex-end" },
  thumb: { width: 18, height: 18, borderRadius: 9 },
  box: {
    width: 26,
    height: 26,
    borderRadius: 6,
    borderWidth: 2,
    alignItems: "center",
    justifyContent: "center",
  },
});
