/** What the app needs of a device, phone or browser, to be told while it is closed. */

/** By which of the services' channels this device is reached; null where by none. */
export type PushChannel = "web_push" | "fcm" | null;

export type Permission = "granted" | "denied" | "undecided";

export type PushAddress =
  | { readonly kind: "fcm"; readonly token: string }
  | {
      readonly kind: "web_push";
      readonly subscription: {
        readonly endpoint: string;
        readonly keys: { readonly p256Dh: string; readonly auth: string };
      };
    };

/** What came while the app was open. */
export interface Pushed {
  readonly title: string;
  readonly body: string;
  readonly path: string;
}

export interface PushListener {
  /** A notification was tapped: the app opens this path. */
  readonly onOpened: (path: string) => void;
  readonly onPushed: (pushed: Pushed) => void;
}

/**
 * Asks the person where it has to; null when they do not allow it. `publicKey`: the server's, which
 * only browsers want.
 */
export type Subscribe = (publicKey: string) => Promise<PushAddress | null>;
