import { type Bytes } from "./bytes";

/** Unguessable bytes of the browser, which has them on pages of plain HTTP too. */
export function randomBytes(count: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(count));
}
