/** On phones all code is in the app: nothing to fetch, nothing to reload. */
export function reloadOnce(): boolean {
  return false;
}

export function hasLoaded(): void {
  // Nothing was reloaded.
}
