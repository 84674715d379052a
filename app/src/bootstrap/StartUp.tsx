import * as SplashScreen from "expo-splash-screen";
import { useEffect, type ReactNode } from "react";

import { useSessionState } from "@/session/SessionProvider";

void SplashScreen.preventAutoHideAsync();

/** Shows nothing until it is known whether somebody is signed in: no screen flashes by. */
export function StartUp({ children }: { children: ReactNode }) {
  const isKnown = useSessionState().status !== "restoring";
  useEffect(() => {
    if (isKnown) void SplashScreen.hideAsync();
  }, [isKnown]);
  return isKnown ? children : null;
}
