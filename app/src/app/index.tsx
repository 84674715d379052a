import { Redirect } from "expo-router";

import { usePreferences } from "@/preferences/PreferencesProvider";
import { useSessionState } from "@/session/SessionProvider";

export default function Index() {
  const isSignedIn = useSessionState().status === "signed-in";
  const { isWelcomed } = usePreferences().preferences;
  return <Redirect href={isSignedIn ? "/now" : isWelcomed ? "/sign-in" : "/welcome"} />;
}
