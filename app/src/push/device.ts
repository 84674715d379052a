/** Pushes on a phone: a registration token of Firebase Cloud Messaging. */
import * as Device from "expo-device";
import * as Notifications from "expo-notifications";
import { Platform } from "react-native";

import { pathOf } from "./path";
import { type Permission, type PushChannel, type PushListener, type Subscribe } from "./pushTypes";

const CHANNEL = "default";

/** An iPhone's own token is Apple's; the services push to Firebase's. */
export function pushChannel(): PushChannel {
  return Platform.OS === "android" ? "fcm" : null;
}

/** What is needed before anything can be shown. */
export function prepare(): void {
  Notifications.setNotificationHandler({
    // While the app is open, it tells by itself.
    handleNotification: () =>
      Promise.resolve({
        shouldShowBanner: false,
        shouldShowList: true,
        shouldPlaySound: false,
        shouldSetBadge: false,
      }),
  });
}

export async function permission(): Promise<Permission> {
  return permissionOf(await Notifications.getPermissionsAsync());
}

function permissionOf({ granted, canAskAgain }: Notifications.PermissionResponse): Permission {
  if (granted) return "granted";
  return canAskAgain ? "undecided" : "denied";
}

export const subscribe: Subscribe = async () => {
  // Android 13 asks only where there is a channel.
  await Notifications.setNotificationChannelAsync(CHANNEL, {
    name: "Meriggio",
    importance: Notifications.AndroidImportance.HIGH,
  });
  if (!(await Notifications.requestPermissionsAsync()).granted) return null;
  const token: { readonly data: unknown } = await Notifications.getDevicePushTokenAsync();
  return typeof token.data === "string" ? { kind: "fcm", token: token.data } : null;
};

/** Ends it here; the services learn that nobody is reached any more with the next push. */
export async function unsubscribe(): Promise<void> {
  if (pushChannel() !== null) await Notifications.unregisterForNotificationsAsync();
}

/** Tells of pushes that come and are tapped; also of the tap that has started the app. */
export function watch({ onOpened, onPushed }: PushListener): () => void {
  const opened = ({ notification }: Notifications.NotificationResponse) => {
    Notifications.clearLastNotificationResponse();
    onOpened(pathOf(dataOf(notification)));
  };
  const first = Notifications.getLastNotificationResponse();
  if (first !== null) opened(first);
  const subscriptions = [
    Notifications.addNotificationResponseReceivedListener(opened),
    Notifications.addNotificationReceivedListener((notification) => {
      const { title, body } = notification.request.content;
      onPushed({ title: title ?? "", body: body ?? "", path: pathOf(dataOf(notification)) });
    }),
  ];
  return () => subscriptions.forEach((subscription) => subscription.remove());
}

function dataOf({ request }: Notifications.Notification): unknown {
  const { content, trigger } = request;
  if (Object.keys(content.data ?? {}).length > 0) return content.data;
  // Shown by the system while the app was closed: what came along is with how it came.
  if (trigger === null || !("remoteMessage" in trigger)) return null;
  return trigger.remoteMessage.data;
}

/** By what its user knows it. */
export function deviceLabel(): string {
  return Device.modelName ?? "Android";
}
