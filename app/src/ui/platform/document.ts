import type { ColorScheme, Palette } from "../tokens";

/** Only browsers have a document to dress. */
export function dressDocument(_scheme: ColorScheme, _palette: Palette): void {
  return;
}
