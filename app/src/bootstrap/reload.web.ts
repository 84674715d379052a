const RELOADED = "meriggio.reloaded";

/** Loads the page of today's build; false where that was just done, or could not help. */
export function reloadOnce(): boolean {
  if (!navigator.onLine || sessionStorage.getItem(RELOADED) !== null) return false;
  sessionStorage.setItem(RELOADED, "");
  location.reload();
  return true;
}

/** What came is of this build: should the next one be gone, it may be reloaded again. */
export function hasLoaded(): void {
  sessionStorage.removeItem(RELOADED);
}
