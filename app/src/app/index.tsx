import { Redirect } from "expo-router";

import { useSessionState } from "@/session/SessionProvider";

export default function Index() {
  const isSignedIn = useSessionState().status === "signed-in";
  return <Redirect href={isSignedIn ? "/now" : "/sign-in"} />;
}
