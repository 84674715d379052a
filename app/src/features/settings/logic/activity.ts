/** How an event of the account's trail is to be seen. */
import { type SecurityEvent } from "@/api/queries/account";
import { type IconName, type Tone } from "@/ui";

type Kind = SecurityEvent["kind"];

export interface EventLook {
  readonly icon: IconName;
  /** `warn` for what the person may not have done. */
  readonly tone: Extract<Tone, "info" | "warn">;
}

const PLAIN = "info";
const WATCH = "warn";

const LOOKS: Readonly<Record<Kind, EventLook>> = {
  signed_up: { icon: "person", tone: PLAIN },
  confirmed: { icon: "checkCircle", tone: PLAIN },
  signed_in: { icon: "checkCircle", tone: PLAIN },
  sign_in_failed: { icon: "crossCircle", tone: WATCH },
  new_device: { icon: "device", tone: WATCH },
  refresh_reused: { icon: "warning", tone: WATCH },
  session_ended: { icon: "signOut", tone: PLAIN },
  password_refused: { icon: "crossCircle", tone: WATCH },
  password_changed: { icon: "lock", tone: PLAIN },
  password_reset: { icon: "lock", tone: WATCH },
  passkey_added: { icon: "key", tone: PLAIN },
  passkey_removed: { icon: "key", tone: PLAIN },
  passkey_refused: { icon: "warning", tone: WATCH },
  data_exported: { icon: "export", tone: PLAIN },
  account_deleted: { icon: "bin", tone: WATCH },
};

export function lookOf(kind: Kind): EventLook {
  return LOOKS[kind];
}
