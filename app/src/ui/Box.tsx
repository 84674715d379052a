import type { ReactNode } from "react";
import { type DimensionValue, View, type ViewStyle } from "react-native";

import { useTheme } from "./theme";
import { space, type Space } from "./tokens";

export interface BoxProps {
  readonly children?: ReactNode;
  readonly gap?: Space;
  readonly align?: ViewStyle["alignItems"];
  readonly justify?: ViewStyle["justifyContent"];
  readonly wrap?: boolean;
  readonly grow?: boolean;
  readonly padding?: Space;
  /** Least width of it in a row that wraps; of larger text it is more. */
  readonly basis?: DimensionValue;
  readonly testID?: string;
}

function useBoxStyle(props: BoxProps, flexDirection: "row" | "column"): ViewStyle {
  const { fontScale } = useTheme();
  const basis = typeof props.basis === "number" ? props.basis * fontScale : props.basis;
  return {
    flexDirection,
    minWidth: 0,
    ...(props.gap === undefined ? {} : { gap: space[props.gap] }),
    ...(props.align === undefined ? {} : { alignItems: props.align }),
    ...(props.justify === undefined ? {} : { justifyContent: props.justify }),
    ...(props.padding === undefined ? {} : { padding: space[props.padding] }),
    ...(props.wrap === true ? { flexWrap: "wrap" as const } : {}),
    ...(props.grow === true ? { flexGrow: 1, flexShrink: 1, flexBasis: 0 } : {}),
    ...(basis === undefined ? {} : { flexBasis: basis, flexGrow: 1, flexShrink: 1 }),
  };
}

/** Things below each other. */
export function Column(props: BoxProps) {
  return (
    <View style={useBoxStyle(props, "column")} testID={props.testID}>
      {props.children}
    </View>
  );
}

/** Things beside each other. */
export function Row(props: BoxProps) {
  return (
    <View style={useBoxStyle({ align: "center", ...props }, "row")} testID={props.testID}>
      {props.children}
    </View>
  );
}
