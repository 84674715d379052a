import { useWindowDimensions } from "react-native";

/** How much larger than usual the reader wants text; phones apply it to Text by themselves. */
export function useFontScale(): { readonly scale: number; readonly byTheSystem: boolean } {
  return { scale: useWindowDimensions().fontScale, byTheSystem: true };
}
