import { type Ref, useId, useRef } from "react";
import { StyleSheet, View } from "react-native";

import { AppText } from "./AppText";
import { fieldIds } from "./FieldFrame";
import { isWeb, type KeyEvent, type WebProps } from "./platform/webProps";
import { useColors } from "./theme";
import { radii, space, TARGET, widths } from "./tokens";
import { Touchable } from "./Touchable";

export interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string;
  readonly disabled?: boolean;
}

export interface ChoiceProps<T extends string> {
  /** What is chosen: the name of the group. */
  readonly label: string;
  readonly value: T | null;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
  /** Arrow keys only move the focus: for choices that take effect at once. */
  readonly arrowsOnlyMove?: boolean;
}

const STEPS: Readonly<Record<string, 1 | -1>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

/** Where an arrow key leads among options, in a ring; null for other keys. */
export function nextOption<T extends string>(
  options: readonly Option<T>[],
  current: T | null,
  key: string,
): T | null {
  const step = STEPS[key];
  if (step === undefined) return null;
  const open = options.filter(({ disabled }) => disabled !== true);
  const index = open.findIndex(({ value }) => value === current);
  const from = index < 0 && step < 0 ? 0 : index;
  return open[(from + step + open.length) % Math.max(1, open.length)]?.value ?? null;
}

/** Keys, focus and the one tab stop of a group of radios, as browsers do it for their own. */
export function useRadioKeys<T extends string>(props: ChoiceProps<T>) {
  const { value, options, onChange, arrowsOnlyMove = false } = props;
  const radios = useRef(new Map<T, View>());
  const first = options.find(({ disabled }) => disabled !== true)?.value;
  const stop = options.some((option) => option.value === value) ? value : first;
  return (option: T) => ({
    ref: (view: View | null) => {
      if (view === null) radios.current.delete(option);
      else radios.current.set(option, view);
    },
    web: {
      tabIndex: option === stop ? (0 as const) : (-1 as const),
      onKeyDownCapture: (event: KeyEvent) => {
        const next = nextOption(options, option, event.key);
        if (next === null) return;
        event.preventDefault();
        if (!arrowsOnlyMove) onChange(next);
        if (isWeb) radios.current.get(next)?.focus();
      },
    },
  });
}

/** A few short choices beside each other, of which one holds. */
export function SegmentedControl<T extends string>(props: ChoiceProps<T>) {
  const { label, value, options, onChange } = props;
  const colors = useColors();
  const keys = useRadioKeys(props);
  return (
    <View
      role="radiogroup"
      aria-label={label}
      style={[styles.bar, { backgroundColor: colors.surfaceRaised }]}
    >
      {options.map((option) => {
        const isChosen = option.value === value;
        return (
          <Touchable
            key={option.value}
            role="radio"
            checked={isChosen}
            disabled={option.disabled}
            onPress={() => onChange(option.value)}
            {...keys(option.value)}
            style={[styles.segment, isChosen && { backgroundColor: colors.action }]}
          >
            <AppText
              variant="label"
              align="center"
              color={isChosen ? "onAction" : option.disabled === true ? "textMuted" : "text"}
            >
              {option.label}
            </AppText>
          </Touchable>
        );
      })}
    </View>
  );
}

/** Choices below each other, of which one holds. */
export function RadioList<T extends string>(props: ChoiceProps<T>) {
  const { label, value, options, onChange } = props;
  const keys = useRadioKeys(props);
  return (
    <View role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <RadioRow
          key={option.value}
          option={option}
          isChosen={option.value === value}
          onPress={() => onChange(option.value)}
          {...keys(option.value)}
        />
      ))}
    </View>
  );
}

interface RadioRowProps {
  readonly option: Option<string>;
  readonly isChosen: boolean;
  readonly onPress: () => void;
  readonly ref: Ref<View>;
  readonly web: WebProps;
}

function RadioRow({ option, isChosen, onPress, ref, web }: RadioRowProps) {
  const { label, hint, disabled } = option;
  const ids = fieldIds(useId());
  return (
    <Touchable
      role="radio"
      label={label}
      hint={hint}
      checked={isChosen}
      disabled={disabled}
      onPress={onPress}
      ref={ref}
      web={{ ...web, "aria-describedby": hint === undefined ? undefined : ids.hint }}
      style={styles.row}
    >
      <RadioMark isChosen={isChosen} />
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

function RadioMark({ isChosen }: { readonly isChosen: boolean }) {
  const colors = useColors();
  return (
    <View style={[styles.mark, { borderColor: isChosen ? colors.accent : colors.boundary }]}>
      {isChosen && <View style={[styles.dot, { backgroundColor: colors.accent }]} />}
    </View>
  );
}

const styles = StyleSheet.create({
  bar: {
    flexDirection: "row",
    borderRadius: radii.m,
    gap: 2,
    width: "100%",
    maxWidth: widths.form,
  },
  segment: {
    flexGrow: 1,
    flexShrink: 1,
    flexBasis: 0,
    paddingHorizontal: space.s,
    minHeight: TARGET,
    borderRadius: radii.m,
    alignItems: "center",
    justifyContent: "center",
  },
  row: {
    flexDirection: "row",
    alignItems: "center",
    gap: space.m,
    paddingVertical: space.s,
    borderRadius: radii.s,
  },
  words: { flex: 1 },
  mark: {
    width: 22,
    height: 22,
    borderRadius: 11,
    borderWidth: 2,
    alignItems: "center",
    justifyContent: "center",
  },
  dot: { width: 12, height: 12, borderRadius: 6 },
});
