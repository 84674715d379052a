/**
 * A live stream that keeps itself open: server-sent events with the bearer's token, connected again
 * after every end, ever more slowly, from the last event on.
 */
import { hasExpired, type Credentials } from "./sending";
import { isFailure, Problem, problemOf, Unreachable, type Failure } from "./problems";
import { SseParser, type ServerSentEvent } from "./sse";

/** "refused": no access, or unknown as yet; it is asked again now and then all the same. */
export type Connection = "connecting" | "live" | "lost" | "refused";

export interface StreamListener {
  onEvent(event: ServerSentEvent): void;
  onConnection(connection: Connection, reason: Failure | null): void;
}

interface StreamedResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: Headers;
  readonly body: ReadableStream<Uint8Array> | null;
  json(): Promise<unknown>;
}

export type StreamFetch = (
  url: string,
  init: { headers: Record<string, string>; signal: AbortSignal },
) => Promise<StreamedResponse>;

export interface StreamOptions {
  readonly url: string;
  readonly credentials: Credentials;
  readonly fetch: StreamFetch;
  readonly random?: () => number;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** The server sends a heartbeat every 15 seconds; silence for longer is a dead connection. */
const LONGEST_SILENCE_MS = 40_000;

export class LiveStream {
  private readonly stopped = new AbortController();
  private lastEventId: string | null = null;
  private firstPauseMs = FIRST_PAUSE_MS;
  private failures = 0;
  private wake: () => void = () => undefined;

  constructor(
    private readonly options: StreamOptions,
    private readonly listener: StreamListener,
  ) {}

  /** Connects until `stop`; resolves then. */
  async run(): Promise<void> {
    this.listener.onConnection("connecting", null);
    while (!this.isStopped()) {
      const reason = await this.connectOnce();
      if (this.isStopped()) return;
      // A stream that ends in order, as when its token expires, is only continued in the next one.
      if (reason) this.listener.onConnection(isRefusal(reason) ? "refused" : "lost", reason);
      await this.pause(this.pauseAfter(reason));
    }
  }

  stop(): void {
    this.stopped.abort();
    this.wake();
  }

  /** Ends a pause at once: the network is back. */
  hurry(): void {
    this.wake();
  }

  private isStopped(): boolean {
    return this.stopped.signal.aborted;
  }

  private async connectOnce(): Promise<Failure | null> {
    const silence = new Silence(this.stopped.signal);
    try {
      const response = await this.open(silence.signal);
      const wasLive = await this.read(response, silence);
      return wasLive ? null : new Unreachable("the stream ended before it began");
    } catch (error) {
      return isFailure(error) ? error : new Unreachable(String(error));
    } finally {
      silence.release();
    }
  }

  private async open(signal: AbortSignal): Promise<StreamedResponse> {
    try {
      return await this.ask(signal);
    } catch (error) {
      if (!hasExpired(error)) throw error;
    }
    await this.options.credentials.renew();
    return this.ask(signal);
  }

  private async ask(signal: AbortSignal): Promise<StreamedResponse> {
    const token = await this.options.credentials.accessToken();
    // Called by itself: a browser's fetch refuses to be anybody's method.
    const { fetch, url } = this.options;
    const response = await fetch(url, {
      headers: {
        Accept: "text/event-stream",
        ...(token !== null && { Authorization: `Bearer ${token}` }),
        ...(this.lastEventId !== null && { "Last-Event-ID": this.lastEventId }),
      },
      signal,
    });
    if (!response.ok) throw await problemOf(response);
    return response;
  }

  /** Until the end; says whether anything came. */
  private async read(response: StreamedResponse, silence: Silence): Promise<boolean> {
    const parser = this.parser();
    const reader = response.body?.getReader();
    let wasLive = false;
    for (;;) {
      const chunk = await reader?.read();
      if (!chunk || chunk.done || this.isStopped()) return wasLive;
      silence.heard();
      if (!wasLive) this.listener.onConnection("live", null);
      wasLive = true;
      this.failures = 0;
      parser.feed(chunk.value);
    }
  }

  private parser(): SseParser {
    return new SseParser({
      onEvent: (event) => {
        this.lastEventId = event.id ?? this.lastEventId;
        this.listener.onEvent(event);
      },
      onRetry: (milliseconds) => {
        this.firstPauseMs = Math.min(milliseconds, LONGEST_PAUSE_MS);
      },
    });
  }

  /** Doubles, with jitter so that a restarted server is not asked by everybody at once. */
  private pauseAfter(reason: Failure | null): number {
    if (reason && isRefusal(reason)) return LONGEST_PAUSE_MS;
    const longestMs = Math.min(LONGEST_PAUSE_MS, this.firstPauseMs * 2 ** this.failures++);
    const jitter = 0.5 + (this.options.random ?? Math.random)() / 2;
    const askedMs = reason instanceof Problem ? reason.retryAfterS * 1000 : 0;
    return Math.max(longestMs * jitter, askedMs);
  }

  private pause(durationMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, durationMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Aborts when nothing was heard for too long, or with `outer`. */
class Silence {
  private readonly controller = new AbortController();
  private timer: ReturnType<typeof setTimeout>;
  private readonly abort = () => this.controller.abort();

  constructor(private readonly outer: AbortSignal) {
    this.timer = setTimeout(this.abort, LONGEST_SILENCE_MS);
    outer.addEventListener("abort", this.abort);
    if (outer.aborted) this.abort();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  heard(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.abort, LONGEST_SILENCE_MS);
  }

  release(): void {
    clearTimeout(this.timer);
    this.outer.removeEventListener("abort", this.abort);
  }
}

function isRefusal(reason: Failure): boolean {
  return reason instanceof Problem && [401, 403, 404].includes(reason.status);
}
