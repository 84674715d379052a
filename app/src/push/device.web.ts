/** Pushes in a browser: Web Push with a service worker, which also keeps the app for offline. */
import { browserName } from "./browserName";
import { pathOf } from "./path";
import { type Permission, type PushChannel, type PushListener, type Subscribe } from "./pushTypes";

const WORKER = "/sw.js";
/** The worker is installed by then, however busy the page is. */
const LATEST_MS = 5_000;

/** Pages of plain HTTP have no workers; Safari has pushes for apps on the Home Screen only. */
export function pushChannel(): PushChannel {
  const hasAll =
    "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  return hasAll ? "web_push" : null;
}

/**
 * Installs the worker; whoever does without one misses pushes and the app offline. Once there is nothing
 * else to do: it fetches all of the app, while the first screen is waited for.
 */
export function prepare(): void {
  if (!("serviceWorker" in navigator)) return;
  const install = () => void navigator.serviceWorker.register(WORKER).catch(() => undefined);
  // Safari does not say when it is idle.
  const hasIdle = "requestIdleCallback" in window;
  if (hasIdle) window.requestIdleCallback(install, { timeout: LATEST_MS });
  else setTimeout(install, LATEST_MS);
}

export function permission(): Promise<Permission> {
  if (!("Notification" in window)) return Promise.resolve("denied");
  return Promise.resolve(permissionOf(Notification.permission));
}

function permissionOf(answer: NotificationPermission): Permission {
  return answer === "default" ? "undecided" : answer;
}

export const subscribe: Subscribe = async (publicKey) => {
  if ((await Notification.requestPermission()) !== "granted") return null;
  const { pushManager } = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: publicKey };
  const subscription = await pushManager.subscribe(options).catch(async (error: unknown) => {
    // Subscribed with another key, as of before the server's was made anew.
    const old = await pushManager.getSubscription();
    if (old === null) throw error;
    await old.unsubscribe();
    return pushManager.subscribe(options);
  });
  const { endpoint, keys } = subscription.toJSON();
  const { p256dh, auth } = keys ?? {};
  if (endpoint === undefined || p256dh === undefined || auth === undefined) return null;
  return { kind: "web_push", subscription: { endpoint, keys: { p256Dh: p256dh, auth } } };
};

/** Ends it here; the services learn that nobody is reached any more with the next push. */
export async function unsubscribe(): Promise<void> {
  if (pushChannel() === null) return;
  const registration = await navigator.serviceWorker.getRegistration(WORKER);
  const subscription = await registration?.pushManager.getSubscription();
  await subscription?.unsubscribe();
}

/** Tells of what the worker tells: pushes that come while the page is seen, and those tapped. */
export function watch({ onOpened, onPushed }: PushListener): () => void {
  if (!("serviceWorker" in navigator)) return () => undefined;
  const listen = ({ data }: MessageEvent<unknown>) => {
    const { type, title, body } = (data ?? {}) as Readonly<Record<string, unknown>>;
    if (type === "opened") onOpened(pathOf(data));
    if (type === "pushed") {
      onPushed({ title: String(title), body: String(body), path: pathOf(data) });
    }
  };
  navigator.serviceWorker.addEventListener("message", listen);
  navigator.serviceWorker.startMessages();
  return () => navigator.serviceWorker.removeEventListener("message", listen);
}

/** By what its user knows it. */
export function deviceLabel(): string {
  return browserName(navigator.userAgent);
}
