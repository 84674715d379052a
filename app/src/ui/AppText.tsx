import type { ReactNode } from "react";
import { StyleSheet, Text, type TextStyle } from "react-native";

import { type Ink, useInk } from "./ink";
import { webProps } from "./platform/webProps";
import { useTheme } from "./theme";
import { type TypeLook, type TypeRole, type } from "./tokens";

export interface AppTextProps {
  readonly children: ReactNode;
  readonly variant?: TypeRole;
  readonly color?: Ink;
  /** Makes it a heading of that level. */
  readonly level?: 1 | 2 | 3 | 4;
  readonly align?: "left" | "center" | "right";
  /** Figures of one width, for numbers that change or stand below each other. */
  readonly tabular?: boolean;
  readonly strong?: boolean;
  readonly underline?: boolean;
  readonly numberOfLines?: number;
  readonly selectable?: boolean;
  /** Grows into the room that is left in a row. */
  readonly grow?: boolean;
  readonly id?: string;
  /** Said instead of what is written, for instance for an abbreviation. */
  readonly label?: string;
  /** Changes of it are told to readers. */
  readonly live?: "polite" | "assertive";
  readonly hidden?: boolean;
}

/** All text of the app. */
export function AppText(props: AppTextProps) {
  const { children, variant = "body", color = "text", level, numberOfLines, selectable } = props;
  const { ownTextScale } = useTheme();
  const ink = useInk(color);
  return (
    <Text
      {...(props.id === undefined ? {} : { nativeID: props.id })}
      {...(level === undefined ? {} : { role: "heading", ...webProps({ "aria-level": level }) })}
      {...(numberOfLines === undefined ? {} : { numberOfLines })}
      {...(selectable === undefined ? {} : { selectable })}
      {...(props.label === undefined ? {} : { "aria-label": props.label })}
      {...(props.live === undefined ? {} : { "aria-live": props.live })}
      {...(props.hidden === true ? { "aria-hidden": true } : {})}
      maxFontSizeMultiplier={2}
      style={[
        scaled(type[variant], ownTextScale),
        { color: ink },
        props.align !== undefined && { textAlign: props.align },
        props.tabular === true && styles.tabular,
        props.strong === true && styles.strong,
        props.underline === true && styles.underline,
        props.grow === true && styles.grow,
      ]}
    >
      {children}
    </Text>
  );
}

/** A look of type for Text, enlarged where the system does not do it. */
export function scaled(look: TypeLook, factor: number): TextStyle {
  return { ...look, fontSize: look.fontSize * factor, lineHeight: look.lineHeight * factor };
}

const styles = StyleSheet.create({
  tabular: { fontVariant: ["tabular-nums"] },
  underline: { textDecorationLine: "underline" },
  strong: { fontWeight: "700" },
  grow: { flexGrow: 1, flexShrink: 1, flexBasis: 0, minWidth: 0 },
});
