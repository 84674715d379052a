import type { ReactNode } from "react";
import { type DimensionValue, View, type ViewStyle } from "react-native";

import { space, type Space } from "./tokens";

export interface BoxProps {
  readonly children?: ReactNode;
  readonly gap?: Space;
  readonly align?: ViewStyle["alignItems"];
  readonly justify?: ViewStyle["justifyContent"];
  readonly wrap?: boolean;
  readonly grow?: boolean;
  readonly padding?: Space;
  /** Least width of it in a row that wraps. */
  readonly basis?: DimensionValue;
  readonly testID?: string;
}

function boxStyle(props: BoxProps, flexDirection: "row" | "column"): ViewStyle {
  return {
    flexDirection,
    minWidth: 0,
    ...(props.gap === undefined ? {} : { gap: space[props.gap] }),
    ...(props.align === undefined ? {} : { alignItems: props.align }),
    ...(props.justify === undefined ? {} : { justifyContent: props.justify }),
    ...(props.padding === undefined ? {} : { padding: space[props.padding] }),
    ...(props.wrap === true ? { flexWrap: "wrap" as const } : {}),
    ...(props.grow === true ? { flexGrow: 1, flexShrink: 1, flexBasis: 0 } : {}),
    ...(props.basis === undefined ? {} : { flexBasis: props.basis, flexGrow: 1, flexShrink: 1 }),
  };
}

/** Things below each other. */
export function Column(props: BoxProps) {
  return (
    <View style={boxStyle(props, "column")} testID={props.testID}>
      {props.children}
    </View>
  );
}

/** Things beside each other. */
export function Row(props: BoxProps) {
  return (
    <View style={boxStyle({ align: "center", ...props }, "row")} testID={props.testID}>
      {props.children}
    </View>
  );
}
