/** Whether there is a network: the browser's word, or the phone's. */
import { onlineManager } from "@tanstack/react-query";
import { addNetworkStateListener } from "expo-network";
import { useSyncExternalStore } from "react";
import { Platform } from "react-native";

/** TanStack Query listens to a browser by itself; on phones it has to be told. Call once. */
export function listenToPhoneNetwork(): void {
  if (Platform.OS === "web") return;
  onlineManager.setEventListener((setOnline) => {
    const subscription = addNetworkStateListener(({ isConnected }) =>
      setOnline(isConnected ?? true),
    );
    return () => subscription.remove();
  });
}

/** Calls with every change until the returned function is called. */
export function watchNetwork(onChange: (isOnline: boolean) => void): () => void {
  return onlineManager.subscribe(onChange);
}

export function useIsOnline(): boolean {
  return useSyncExternalStore(watchNetwork, () => onlineManager.isOnline());
}
