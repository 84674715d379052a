/** Where else the user wants to be told: what is wrong with it before it is sent. */

export interface EndpointDraft {
  readonly label: string;
  readonly url: string;
}

export interface EndpointErrors {
  readonly label?: "noLabel";
  readonly url?: "noUrl" | "wrongScheme";
}

/** `schemes`: those that the channel takes; null or empty takes all. */
export function errorsOf(
  { label, url }: EndpointDraft,
  schemes: readonly string[] | null,
): EndpointErrors {
  return {
    ...(label.trim() === "" && { label: "noLabel" }),
    ...(url.trim() === ""
      ? { url: "noUrl" as const }
      : !hasScheme(url.trim(), schemes) && { url: "wrongScheme" as const }),
  };
}

function hasScheme(url: string, schemes: readonly string[] | null): boolean {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase();
  if (scheme === undefined) return false;
  return schemes === null || schemes.length === 0 || schemes.includes(scheme);
}

const MOST_SHOWN = 6;

/** "https://" or "tgram://, ntfy://, …". */
export function schemeList(schemes: readonly string[] | null): string {
  const shown = (schemes ?? []).slice(0, MOST_SHOWN).map((scheme) => `${scheme}://`);
  return [...shown, ...((schemes?.length ?? 0) > MOST_SHOWN ? ["…"] : [])].join(", ");
}
