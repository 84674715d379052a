import { useIsFocused } from "expo-router";
import { type ReactNode } from "react";
import { View } from "react-native";

/** Places behind the one in front stay, but nobody comes across them by keyboard (NF6). */
export function OnlyInFront({ children }: { readonly children: ReactNode }) {
  return <View style={{ flex: 1, display: useIsFocused() ? "flex" : "none" }}>{children}</View>;
}
