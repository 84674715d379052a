import { pbkdf2Async } from "@noble/hashes/pbkdf2.js";
import { sha256 } from "@noble/hashes/sha2.js";

import { type Bytes } from "./bytes";

/**
 * PBKDF2-HMAC-SHA-256 to 32 bytes, by the browser. Pages of plain HTTP from another machine have no
 * `crypto.subtle`: a library does it there, in a second or two, letting the page breathe.
 */
export async function pbkdf2(password: Bytes, salt: Bytes, rounds: number): Promise<Uint8Array> {
  // The types have it always, but it is undefined outside of a secure context.
  const subtle = crypto.subtle as SubtleCrypto | undefined;
  if (!subtle) return pbkdf2Async(sha256, password, salt, { c: rounds, dkLen: 32, asyncTick: 30 });
  const key = await subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return new Uint8Array(await subtle.deriveBits(how, key, 256));
}
