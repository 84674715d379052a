/** A file of the computer, by the browser's own dialog. */
import { decoded, type PickedFile } from "./pickedFile";

/** Null where nothing was chosen. */
export function pickTextFile(): Promise<PickedFile | null> {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".csv,.txt,text/csv,text/plain";
  return new Promise((resolve, reject) => {
    input.addEventListener("cancel", () => resolve(null));
    input.addEventListener("change", () => {
      const file = input.files?.[0];
      if (file === undefined) resolve(null);
      else read(file).then(resolve, reject);
    });
    input.click();
  });
}

async function read(file: File): Promise<PickedFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { name: file.name, size: file.size, text: decoded(bytes) };
}
