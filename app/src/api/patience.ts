/** An answer that takes longer than this will not come. */
export const PATIENCE_MS = 15_000;

/**
 * A signal that aborts with `outer` or after `durationMs`, and how to let go of both.
 * AbortSignal.any and AbortSignal.timeout are not in Hermes.
 */
export function withPatience(
  outer: AbortSignal | null | undefined,
  durationMs: number = PATIENCE_MS,
): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, durationMs);
  if (outer?.aborted) abort();
  outer?.addEventListener("abort", abort);
  return {
    signal: controller.signal,
    release: () => {
      clearTimeout(timer);
      outer?.removeEventListener("abort", abort);
    },
  };
}
