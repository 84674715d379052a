/** A sign-up that waits for its code, kept while the person looks into the mailbox. */
import AsyncStorage from "@react-native-async-storage/async-storage";

export interface PendingSignUp {
  readonly email: string;
  /** Confirms this sign-up and no other; worth nothing without the mailed code. */
  readonly signUpId: string;
  /** Milliseconds since 1970. */
  readonly askedAt: number;
}

const KEPT_AS = "meriggio.signUp";
const KEPT_MS = 24 * 3_600_000;

// In memory alone, so that who has just signed up need not type it again.
let typed: { readonly email: string; readonly password: string } | null = null;

export async function keepSignUp(pending: PendingSignUp, password: string): Promise<void> {
  typed = { email: pending.email, password };
  await AsyncStorage.setItem(KEPT_AS, JSON.stringify(pending));
}

/** Null for none, for one of long ago, and for what another version has left there. */
export async function keptSignUp(now = Date.now()): Promise<PendingSignUp | null> {
  const kept = await AsyncStorage.getItem(KEPT_AS).catch(() => null);
  const pending = pendingIn(kept);
  return pending && now - pending.askedAt < KEPT_MS ? pending : null;
}

/** The password that was typed for this sign-up, while the app has not been restarted. */
export function typedPassword(email: string): string | null {
  return typed?.email === email ? typed.password : null;
}

export async function forgetSignUp(): Promise<void> {
  typed = null;
  await AsyncStorage.removeItem(KEPT_AS);
}

function pendingIn(kept: string | null): PendingSignUp | null {
  try {
    const value: unknown = JSON.parse(kept ?? "null");
    return isPending(value) ? value : null;
  } catch {
    return null;
  }
}

function isPending(value: unknown): value is PendingSignUp {
  if (typeof value !== "object" || value === null) return false;
  const { email, signUpId, askedAt } = value as Record<string, unknown>;
  return [email, signUpId].every((text) => typeof text === "string") && typeof askedAt === "number";
}
