import { useId, useState } from "react";
import { StyleSheet, View } from "react-native";

import { AppText } from "./AppText";
import { type Option, RadioList } from "./Choice";
import { Dialog } from "./Dialog";
import { describedBy, FieldFrame, fieldIds, type FieldWords } from "./FieldFrame";
import { Icon } from "./icons";
import { useColors, useUiTexts } from "./theme";
import { radii, space, TARGET } from "./tokens";
import { Touchable } from "./Touchable";

export interface SelectProps<T extends string> extends FieldWords {
  readonly value: T | null;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
  readonly placeholder?: string;
  readonly disabled?: boolean;
}

/** One of many choices, on a sheet of radios. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { label, value, options, onChange, error, placeholder, disabled = false } = props;
  const [isOpen, setOpen] = useState(false);
  const colors = useColors();
  const texts = useUiTexts();
  const ids = fieldIds(useId());
  const chosen = options.find((option) => option.value === value);
  const hasError = error !== undefined && error !== "";
  const shown = chosen?.label ?? placeholder ?? texts.choose;
  const choose = (next: T) => {
    onChange(next);
    setOpen(false);
  };
  return (
    <FieldFrame {...props} ids={ids}>
      <Touchable
        role="button"
        label={`${label}: ${shown}`}
        hint={[error, props.hint].filter((part) => part).join(" ")}
        disabled={disabled}
        expanded={isOpen}
        onPress={() => setOpen(true)}
        web={{ "aria-describedby": describedBy(props, ids), "aria-haspopup": "dialog" }}
        style={[
          styles.box,
          {
            borderColor: hasError ? colors.danger : colors.boundary,
            backgroundColor: colors.ground,
          },
          hasError && styles.wrong,
        ]}
      >
        <View style={styles.words}>
          <AppText color={chosen === undefined || disabled ? "textMuted" : "text"}>{shown}</AppText>
        </View>
        <Icon name="chevronDown" size={20} color="textMuted" />
      </Touchable>
      <Dialog visible={isOpen} title={label} onClose={() => setOpen(false)} variant="sheet">
        <RadioList label={label} value={value} options={options} onChange={choose} arrowsOnlyMove />
      </Dialog>
    </FieldFrame>
  );
}

const styles = StyleSheet.create({
  box: {
    flexDirection: "row",
    alignItems: "center",
    gap: space.s,
    minHeight: TARGET,
    paddingHorizontal: space.m + 2,
    paddingVertical: space.s,
    borderWidth: 1.5,
    borderRadius: radii.m,
  },
  wrong: { borderWidth: 2.5 },
  words: { flex: 1, alignItems: "flex-start" },
});
