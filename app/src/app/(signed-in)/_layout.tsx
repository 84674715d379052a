import { Stack } from "expo-router";
import { View } from "react-native";

import { KeptCache } from "@/bootstrap/KeptCache";
import { MainNavigation, useHasRail } from "@/navigation/MainNavigation";
import { PushKeeper } from "@/push/PushKeeper";
import { useSessionState } from "@/session/SessionProvider";

export const unstable_settings = { initialRouteName: "(tabs)" };

/** Every screen behind the sign-in; where there is room, beside the rail. */
export default function SignedInLayout() {
  const state = useSessionState();
  const hasRail = useHasRail();
  if (state.status !== "signed-in") return null;
  return (
    <KeptCache userId={state.userId}>
      <PushKeeper />
      <View style={{ flex: 1, flexDirection: "row" }}>
        {hasRail && <MainNavigation isRail />}
        <View style={{ flex: 1, minWidth: 0 }}>
          <Stack screenOptions={{ headerShown: false, animation: "none" }} />
        </View>
      </View>
    </KeptCache>
  );
}
