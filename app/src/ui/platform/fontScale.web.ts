import { useSyncExternalStore } from "react";

const USUAL_PX = 16;
const MOST = 2;

function rootScale(): number {
  const size = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Number.isFinite(size) ? Math.min(MOST, Math.max(1, size / USUAL_PX)) : 1;
}

function onChange(listener: () => void): () => void {
  window.addEventListener("resize", listener);
  return () => window.removeEventListener("resize", listener);
}

/** The size of text that the reader chose in the browser, against the usual 16 px. */
export function useFontScale(): { readonly scale: number; readonly byTheSystem: boolean } {
  return { scale: useSyncExternalStore(onChange, rootScale), byTheSystem: false };
}
