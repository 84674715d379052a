import { Stack } from "expo-router";

import { Providers } from "@/bootstrap/Providers";
import { StartUp } from "@/bootstrap/StartUp";
import { useSessionState } from "@/session/SessionProvider";

export { ErrorBoundary } from "@/bootstrap/ErrorBoundary";

export default function RootLayout() {
  return (
    <Providers>
      <StartUp>
        <Gates />
      </StartUp>
    </Providers>
  );
}

/** Who is not signed in is led to sign in, and whoever is, past it. */
function Gates() {
  const isSignedIn = useSessionState().status === "signed-in";
  return (
    <Stack screenOptions={{ headerShown: false, animation: "none" }}>
      <Stack.Protected guard={isSignedIn}>
        <Stack.Screen name="(signed-in)" />
      </Stack.Protected>
      <Stack.Protected guard={!isSignedIn}>
        <Stack.Screen name="(signed-out)" />
      </Stack.Protected>
    </Stack>
  );
}
