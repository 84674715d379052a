/** By which the services know this installation again, whatever becomes of its push token. */
import AsyncStorage from "@react-native-async-storage/async-storage";

import { randomBytes } from "@/session/proof/random";

const KEPT_AS = "meriggio.installId";

let known: Promise<string> | null = null;

/** Made once and kept: a UUID, version 4. */
export function installId(): Promise<string> {
  known ??= readOrMake();
  return known;
}

async function readOrMake(): Promise<string> {
  const kept = await AsyncStorage.getItem(KEPT_AS);
  if (kept !== null) return kept;
  const made = uuidOf(randomBytes(16));
  await AsyncStorage.setItem(KEPT_AS, made);
  return made;
}

/** 16 random bytes as a UUID (RFC 9562, version 4). */
export function uuidOf(random: Uint8Array): string {
  const bytes = Array.from(random);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join("-");
}
