/** A file that the user sends or keeps where they like, by the phone's own sheet. */
import { File, Paths } from "expo-file-system";
import { shareAsync } from "expo-sharing";

import { type SavedFile } from "./savedFile";

export async function saveFile({ name, type, content }: SavedFile): Promise<void> {
  const file = new File(Paths.cache, name);
  file.create({ overwrite: true });
  file.write(typeof content === "string" ? content : new Uint8Array(content));
  await shareAsync(file.uri, { mimeType: type });
}
