/** Bytes, big-endian numbers and URL-safe base64 without padding. */

export type Bytes = Uint8Array<ArrayBuffer>;

export function utf8(text: string): Bytes {
  return new Uint8Array(new TextEncoder().encode(text));
}

export function numberOf(bytes: Uint8Array): bigint {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return BigInt(`0x${hex}`);
}

/** Big-endian, of that many bytes, or of as few as the number needs. */
export function bytesOf(number: bigint, byteCount = 0): Bytes {
  const digits = number.toString(16);
  const hex = digits.padStart(Math.max(digits.length + (digits.length % 2), byteCount * 2), "0");
  const bytes = new Uint8Array(hex.length / 2);
  return bytes.map((_, index) => Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16));
}

export function toBase64url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function fromBase64url(text: string): Bytes {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return new Uint8Array(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
}
