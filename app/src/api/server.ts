import Constants from "expo-constants";
import { Platform } from "react-native";

/** Where the services are: a page asks its own origin, a phone the server it was built for. */
export function serverUrl(): string {
  if (Platform.OS === "web") return "";
  const configured: unknown = Constants.expoConfig?.extra?.["serverUrl"];
  if (typeof configured !== "string") throw new Error("app.config.ts names no serverUrl");
  return configured;
}
