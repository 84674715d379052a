/** A file of the phone, by its own picker. */
import { File } from "expo-file-system";

import { decoded, type PickedFile } from "./pickedFile";

/** Null where nothing was chosen. */
export async function pickTextFile(): Promise<PickedFile | null> {
  const picked = await File.pickFileAsync({ mimeTypes: ["text/*", "application/csv"] });
  if (picked.canceled) return null;
  const file = picked.result;
  const bytes = await file.bytes();
  return { name: file.name, size: bytes.length, text: decoded(bytes) };
}
