import { pbkdf2 as bySystem } from "react-native-quick-crypto";

import { type Bytes } from "./bytes";

/**
 * PBKDF2-HMAC-SHA-256 to 32 bytes, by OpenSSL off the JavaScript thread. Hermes has no Web Crypto and
 * compiles nothing at run time: a library in JavaScript would take most of a minute for 600,000 rounds.
 */
export function pbkdf2(password: Bytes, salt: Bytes, rounds: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    bySystem(password, salt, rounds, 32, "sha256", (error, derived) => {
      if (error || !derived) reject(error ?? new Error("nothing was derived"));
      else resolve(new Uint8Array(derived));
    });
  });
}
