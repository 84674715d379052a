import type { ReactNode } from "react";
import { StyleSheet, View } from "react-native";

import { AppText } from "./AppText";
import { Icon } from "./icons";
import { useUiTexts } from "./theme";
import { space } from "./tokens";

export interface FieldWords {
  readonly label: string;
  /** What to enter, said before any error. */
  readonly hint?: string | undefined;
  /** What is wrong, and how to mend it. */
  readonly error?: string | undefined;
  readonly optional?: boolean | undefined;
}

export interface FieldIds {
  readonly label: string;
  readonly hint: string;
  readonly error: string;
}

/** Ids by which a field, its label, its hint and its error are tied together. */
export function fieldIds(id: string): FieldIds {
  const base = id.replace(/[^\w-]/g, "");
  return { label: `${base}-label`, hint: `${base}-hint`, error: `${base}-error` };
}

/** The ids that describe a field now, as browsers want them; undefined when nothing does. */
export function describedBy({ hint, error }: FieldWords, ids: FieldIds): string | undefined {
  const parts = [error && ids.error, hint && ids.hint].filter((part) => part);
  return parts.length === 0 ? undefined : parts.join(" ");
}

/** Label above, hint and error below. */
export function FieldFrame(props: FieldWords & { ids: FieldIds; children: ReactNode }) {
  const { label, hint, error, optional = false, ids, children } = props;
  const texts = useUiTexts();
  return (
    <View style={styles.frame}>
      <AppText variant="label" id={ids.label}>
        {optional ? `${label} (${texts.optional})` : label}
      </AppText>
      {children}
      {error !== undefined && error !== "" && (
        <View style={styles.error} accessible role="alert">
          <Icon name="warning" size={20} color="danger" />
          <AppText variant="small" color="danger" id={ids.error} grow>
            {error}
          </AppText>
        </View>
      )}
      {hint !== undefined && hint !== "" && (
        <AppText variant="small" color="textMuted" id={ids.hint}>
          {hint}
        </AppText>
      )}
    </View>
  );
}

const styles = StyleSheet.create({
  frame: { gap: space.xs + 2 },
  error: { flexDirection: "row", gap: space.xs + 2, alignItems: "flex-start" },
});
