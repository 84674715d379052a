export interface SavedFile {
  /** With its ending. */
  readonly name: string;
  readonly type: string;
  readonly content: ArrayBuffer | string;
}

/** A name that every file system takes: words become "casa-olga". */
export function fileName(words: readonly string[], ending: string): string {
  const plain = words
    .join(" ")
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return `${plain === "" ? "file" : plain}.${ending}`;
}
