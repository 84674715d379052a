import { Platform } from "react-native";

/** Text in a drawing does not inherit a font, so it is named; the same as that of Text. */
export const DRAWING_FONT = Platform.select({
  ios: "System",
  android: "sans-serif",
  default: '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Helvetica, Arial, sans-serif',
});
