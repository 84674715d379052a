import { use } from "react";
import { type EdgeInsets, SafeAreaInsetsContext } from "react-native-safe-area-context";

const NONE: EdgeInsets = { top: 0, right: 0, bottom: 0, left: 0 };

/** What notches and bars cover; nothing where nobody has measured it. */
export function useInsets(): EdgeInsets {
  return use(SafeAreaInsetsContext) ?? NONE;
}
