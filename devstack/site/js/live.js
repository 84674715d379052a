/** A live stream that keeps itself open: it connects again after every end, ever more slowly. */
import { Problem } from "./http.js";
import { serverSentEvents } from "./sse.js";

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** The server sends a heartbeat every 15 seconds; silence for longer is a dead connection. */
const LONGEST_SILENCE_MS = 40_000;

/**
 * Watches `path` until the returned function is called.
 * `onValue` gets the data of each event; `onState` gets "connecting", then "live", "lost" or
 * "refused" (no access, or unknown as yet), the latter two with the error, if there was one.
 */
export function watch(api, path, { onValue, onState }) {
  const stopped = new AbortController();
  stayConnected(api, path, { onValue, onState, signal: stopped.signal }).catch((error) => {
    if (!stopped.signal.aborted) throw error;
  });
  return () => stopped.abort();
}

async function stayConnected(api, path, { onValue, onState, signal }) {
  let failures = 0;
  onState("connecting");
  for (;;) {
    let isLive = false;
    let reason = null;
    try {
      for await (const value of values(api, path, signal)) {
        signal.throwIfAborted();
        failures = 0;
        isLive = true;
        onState("live");
        if (value !== null) onValue(value);
      }
    } catch (error) {
      signal.throwIfAborted();
      console.warn(`${path} is lost:`, error);
      reason = error;
    }
    signal.throwIfAborted();
    // A stream that ends in order, as when its token expires, is only continued in the next one.
    if (reason || !isLive) onState(isRefusal(reason) ? "refused" : "lost", reason);
    await pause(pauseAfter(failures++, reason), signal);
  }
}

async function* values(api, path, signal) {
  const silence = new AbortController();
  const listen = () => setTimeout(() => silence.abort(), LONGEST_SILENCE_MS);
  let timer = listen();
  try {
    const options = { signal: AbortSignal.any([signal, silence.signal]) };
    const response = await api.open(path, options);
    for await (const event of serverSentEvents(response.body)) {
      clearTimeout(timer);
      timer = listen();
      yield event && JSON.parse(event.data);
    }
  } finally {
    clearTimeout(timer);
  }
}

function isRefusal(error) {
  return error instanceof Problem && [401, 403, 404].includes(error.status);
}

/** Doubles, with jitter so that a restarted server is not asked by everybody at once. */
function pauseAfter(failures, reason) {
  if (isRefusal(reason)) return LONGEST_PAUSE_MS;
  const longestMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);
  return Math.max(longestMs * (0.5 + Math.random() / 2), (reason?.retryAfterS ?? 0) * 1000);
}

/** Ends early when the network comes back; raises the signal's reason when it is aborted. */
function pause(durationMs, signal) {
  return new Promise((resolve, reject) => {
    const over = new AbortController();
    const finish = () => {
      clearTimeout(timer);
      over.abort();
      if (signal.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setTimeout(finish, durationMs);
    addEventListener("online", finish, { signal: over.signal });
    signal.addEventListener("abort", finish, { signal: over.signal });
  });
}
