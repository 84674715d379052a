/** A file that the browser puts where the user's downloads go. */
import { type SavedFile } from "./savedFile";

export function saveFile({ name, type, content }: SavedFile): Promise<void> {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return Promise.resolve();
}
