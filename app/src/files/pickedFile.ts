/** A file of text that the user chose. */
export interface PickedFile {
  readonly name: string;
  /** In bytes, as it lies on the device. */
  readonly size: number;
  readonly text: string;
}

/** UTF-8 where it can be, else Latin-1, as spreadsheets of old write it. */
export function decoded(bytes: Uint8Array): string {
  const text = new TextDecoder("utf-8").decode(bytes);
  if (!text.includes("\uFFFD")) return text;
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}
