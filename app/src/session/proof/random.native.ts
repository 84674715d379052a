import { randomBytes as ofSystem } from "react-native-quick-crypto";

import { type Bytes } from "./bytes";

/** Unguessable bytes of the phone's system. */
export function randomBytes(count: number): Bytes {
  return new Uint8Array(ofSystem(count));
}
