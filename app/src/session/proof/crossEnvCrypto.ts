/**
 * What tssrp6a asks of its surroundings, in place of its own module of this name (metro.config.js):
 * that one refuses to load where there is no Web Crypto, on phones and on pages of plain HTTP.
 */
import { sha256 } from "@noble/hashes/sha2.js";

import { randomBytes } from "./random";

async function hashed(data: ArrayBuffer | Uint8Array): Promise<ArrayBuffer> {
  return Promise.resolve(new Uint8Array(sha256(new Uint8Array(data))).buffer);
}

export const crossEnvCrypto = {
  randomBytes(target: Uint8Array): Uint8Array {
    target.set(randomBytes(target.length));
    return target;
  },
  // The library names four; our suite uses one, and the others must not pass for it.
  hashFunctions: { SHA256: hashed },
};
