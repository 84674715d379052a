/** Server-sent events of a stream of bytes (WHATWG HTML, section 9.2.6). */

export interface ServerSentEvent {
  readonly event: string;
  readonly data: string;
  readonly id: string | null;
}

export interface SseListener {
  onEvent(event: ServerSentEvent): void;
  /** What the server asks to wait before connecting again. */
  onRetry(milliseconds: number): void;
}

const LINE_FEED = 0x0a;
const DIGITS = /^\d+$/;

/** Feed it bytes as they come; it calls the listener for whole events. Lines end with LF or CRLF. */
export class SseParser {
  private rest = new Uint8Array(0);
  private readonly decoder = new TextDecoder();
  private event = "";
  private data: string[] = [];
  private id: string | null = null;

  constructor(private readonly listener: SseListener) {}

  feed(chunk: Uint8Array): void {
    const bytes = joined(this.rest, chunk);
    let from = 0;
    for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, from)) {
      this.line(this.decoder.decode(bytes.subarray(from, end)).replace(/\r$/, ""));
      from = end + 1;
    }
    this.rest = bytes.slice(from);
  }

  private line(line: string): void {
    if (line === "") this.dispatch();
    const colon = line.indexOf(":");
    if (colon === 0) return;
    const name = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "event") this.event = value;
    else if (name === "data") this.data.push(value);
    else if (name === "id") this.id = value;
    else if (name === "retry" && DIGITS.test(value)) this.listener.onRetry(Number(value));
  }

  private dispatch(): void {
    const { event, data, id } = this;
    this.event = "";
    this.data = [];
    if (data.length > 0) {
      this.listener.onEvent({ event: event || "message", data: data.join("\n"), id });
    }
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
