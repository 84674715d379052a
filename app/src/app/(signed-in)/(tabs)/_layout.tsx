import { Tabs } from "expo-router/js-tabs";

import { DESTINATIONS } from "@/navigation/destinations";
import { MainNavigation, useHasRail } from "@/navigation/MainNavigation";
import { OnlyInFront } from "@/navigation/OnlyInFront";

export default function TabsLayout() {
  const hasRail = useHasRail();
  return (
    <Tabs
      screenOptions={{ headerShown: false }}
      screenLayout={({ children }) => <OnlyInFront>{children}</OnlyInFront>}
      tabBar={() => (hasRail ? null : <MainNavigation isRail={false} />)}
    >
      {DESTINATIONS.map(({ name }) => (
        <Tabs.Screen key={name} name={name} />
      ))}
    </Tabs>
  );
}
