export { type PickedFile } from "./pickedFile";
export { pickTextFile } from "./pickFile";
export { fileName, type SavedFile } from "./savedFile";
export { saveFile } from "./saveFile";
