import { useEffect, useState } from "react";
import { AccessibilityInfo } from "react-native";

/**
 * Whether the reader wants nothing to move; true until the system has said otherwise.
 * The design system itself never moves: this is for what others bring, such as changes of screen.
 */
export function useReducedMotion(): boolean {
  const [reduced, setReduced] = useState(true);
  useEffect(() => {
    let isHeard = true;
    void AccessibilityInfo.isReduceMotionEnabled().then((value) => {
      if (isHeard) setReduced(value);
    });
    const subscription = AccessibilityInfo.addEventListener("reduceMotionChanged", setReduced);
    return () => {
      isHeard = false;
      subscription.remove();
    };
  }, []);
  return reduced;
}
