import { Stack } from "expo-router";

export default function SignedOutLayout() {
  return (
    <Stack initialRouteName="sign-in" screenOptions={{ headerShown: false, animation: "none" }} />
  );
}
