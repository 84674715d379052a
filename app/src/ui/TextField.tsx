import { type Ref, useId, useState } from "react";
import { StyleSheet, TextInput, type TextInputProps, View } from "react-native";

import { AppText, scaled } from "./AppText";
import { IconButton } from "./Button";
import { describedBy, FieldFrame, fieldIds, type FieldWords } from "./FieldFrame";
import { webProps } from "./platform/webProps";
import { useColors, useTheme, useUiTexts } from "./theme";
import { radii, space, TARGET, type } from "./tokens";

/** What is entered: decides keyboard, filling-in, and how it is shown. */
export type FieldKind =
  | "text"
  | "name"
  | "email"
  | "password"
  | "newPassword"
  | "code"
  | "number"
  | "integer"
  | "date"
  | "time"
  | "search"
  | "multiline";

export interface TextFieldProps extends FieldWords {
  readonly value: string;
  readonly onChangeText: (value: string) => void;
  readonly kind?: FieldKind;
  /** Behind the number, such as "kW". */
  readonly unit?: string;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly maxLength?: number;
  readonly onSubmit?: () => void;
  readonly onBlur?: () => void;
  readonly autoFocus?: boolean;
  readonly ref?: Ref<TextInput>;
  readonly testID?: string;
}

const PLAIN = { autoCapitalize: "none", autoCorrect: false, spellCheck: false } as const;

const KINDS: Readonly<Record<FieldKind, TextInputProps>> = {
  text: {},
  name: { autoComplete: "name", autoCapitalize: "words" },
  email: { ...PLAIN, autoComplete: "email", inputMode: "email", textContentType: "username" },
  password: { ...PLAIN, autoComplete: "current-password", textContentType: "password" },
  newPassword: { ...PLAIN, autoComplete: "new-password", textContentType: "newPassword" },
  code: { ...PLAIN, autoComplete: "one-time-code", inputMode: "numeric", maxLength: 6 },
  number: { ...PLAIN, autoComplete: "off", inputMode: "decimal" },
  integer: { ...PLAIN, autoComplete: "off", inputMode: "numeric" },
  date: { ...PLAIN, autoComplete: "off" },
  time: { ...PLAIN, autoComplete: "off", maxLength: 5 },
  search: { ...PLAIN, autoComplete: "off", inputMode: "search" },
  multiline: { multiline: true, numberOfLines: 4 },
};

/** A line (or some) to type in, with its label, hint and error. */
export function TextField({ ref, ...props }: TextFieldProps) {
  const { kind = "text", disabled = false, error, optional = false, unit } = props;
  const colors = useColors();
  const { ownTextScale } = useTheme();
  const ids = fieldIds(useId());
  const isSecret = kind === "password" || kind === "newPassword";
  const [isShown, setShown] = useState(false);
  const hasError = error !== undefined && error !== "";
  return (
    <FieldFrame {...props} ids={ids}>
      <View
        style={[
          styles.box,
          {
            borderColor: hasError ? colors.danger : colors.boundary,
            backgroundColor: colors.ground,
          },
          hasError && styles.wrong,
        ]}
      >
        <TextInput
          {...KINDS[kind]}
          {...inputProps(props)}
          {...(ref === undefined ? {} : { ref })}
          secureTextEntry={isSecret && !isShown}
          editable={!disabled}
          aria-labelledby={ids.label}
          accessibilityLabelledBy={ids.label}
          accessibilityHint={[error, props.hint].filter((part) => part).join(" ")}
          placeholderTextColor={colors.textMuted}
          maxFontSizeMultiplier={2}
          {...webProps({
            "aria-describedby": describedBy(props, ids),
            "aria-invalid": hasError,
            "aria-required": !optional,
          })}
          style={[
            styles.input,
            scaled(type.body, ownTextScale),
            kind === "multiline" && styles.multiline,
            kind === "code" && styles.code,
            { color: disabled ? colors.textMuted : colors.text },
          ]}
        />
        {unit !== undefined && (
          <View style={styles.unit}>
            <AppText color="textMuted">{unit}</AppText>
          </View>
        )}
        {isSecret && <Reveal isShown={isShown} onPress={() => setShown(!isShown)} />}
      </View>
    </FieldFrame>
  );
}

function inputProps(props: Omit<TextFieldProps, "ref">): TextInputProps {
  const { value, onChangeText, placeholder, maxLength, onSubmit, onBlur, autoFocus } = props;
  return {
    value,
    onChangeText,
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(onSubmit === undefined ? {} : { onSubmitEditing: onSubmit, returnKeyType: "done" }),
    ...(onBlur === undefined ? {} : { onBlur }),
    ...(autoFocus === undefined ? {} : { autoFocus }),
    ...(props.testID === undefined ? {} : { testID: props.testID }),
  };
}

function Reveal({ isShown, onPress }: { isShown: boolean; onPress: () => void }) {
  const texts = useUiTexts();
  return (
    <IconButton
      icon={isShown ? "eyeOff" : "eye"}
      label={isShown ? texts.hidePassword : texts.showPassword}
      onPress={onPress}
    />
  );
}

const styles = StyleSheet.create({
  box: {
    flexDirection: "row",
    alignItems: "center",
    minHeight: TARGET,
    borderWidth: 1.5,
    borderRadius: radii.m,
  },
  wrong: { borderWidth: 2.5 },
  input: {
    flex: 1,
    minWidth: 0,
    minHeight: TARGET,
    paddingHorizontal: space.m + 2,
    paddingVertical: space.s,
    borderRadius: radii.m,
  },
  multiline: { minHeight: 2 * TARGET, textAlignVertical: "top" },
  code: { fontVariant: ["tabular-nums"], letterSpacing: 6, fontWeight: "700" },
  unit: { paddingRight: space.l },
});
