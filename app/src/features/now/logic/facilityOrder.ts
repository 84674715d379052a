/** In which order one's facilities are shown. */

interface Listed {
  readonly name: string;
  readonly device: unknown;
}

/** Those that measure come first; the rest keeps its order, by name. */
export function inOrder<T extends Listed>(facilities: readonly T[]): T[] {
  const measures = ({ device }: Listed) => device !== null;
  return [...facilities.filter(measures), ...facilities.filter((one) => !measures(one))];
}
