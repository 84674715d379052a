export { fileName, type SavedFile } from "./savedFile";
export { saveFile } from "./saveFile";
