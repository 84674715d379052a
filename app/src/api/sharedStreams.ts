/** One connection a path, however many screens watch it; none while the app is in the background. */
import { type Failure } from "./problems";
import { type Credentials } from "./sending";
import { type ServerSentEvent } from "./sse";
import { LiveStream, type Connection, type StreamFetch } from "./stream";

export interface ConnectionState {
  readonly connection: Connection;
  /** Why it is lost or refused. */
  readonly reason: Failure | null;
}

export interface Watcher {
  onEvent(event: ServerSentEvent): void;
  onConnection(state: ConnectionState): void;
}

interface Shared {
  readonly watchers: Set<Watcher>;
  stream: LiveStream | null;
  state: ConnectionState;
}

const CONNECTING: ConnectionState = { connection: "connecting", reason: null };

export class SharedStreams {
  private readonly shared = new Map<string, Shared>();
  private isAwake = true;

  constructor(
    private readonly serverUrl: string,
    private readonly credentials: Credentials,
    private readonly fetch: StreamFetch,
  ) {}

  /** Watches until the returned function is called. A later watcher waits for the next event. */
  watch(path: string, watcher: Watcher): () => void {
    const shared = this.shared.get(path) ?? this.opened(path);
    shared.watchers.add(watcher);
    watcher.onConnection(shared.state);
    return () => {
      shared.watchers.delete(watcher);
      if (shared.watchers.size > 0 || this.shared.get(path) !== shared) return;
      shared.stream?.stop();
      this.shared.delete(path);
    };
  }

  /** In the background nothing is streamed; what is watched comes back with `wake`. */
  sleep(): void {
    if (!this.isAwake) return;
    this.isAwake = false;
    for (const shared of this.shared.values()) {
      shared.stream?.stop();
      shared.stream = null;
    }
  }

  wake(): void {
    if (this.isAwake) return;
    this.isAwake = true;
    for (const [path, shared] of this.shared) this.start(path, shared);
  }

  /** The network is back: nobody waits out a pause. */
  hurry(): void {
    for (const { stream } of this.shared.values()) stream?.hurry();
  }

  private opened(path: string): Shared {
    const shared: Shared = { watchers: new Set(), stream: null, state: CONNECTING };
    this.shared.set(path, shared);
    if (this.isAwake) this.start(path, shared);
    return shared;
  }

  private start(path: string, shared: Shared): void {
    const { credentials, fetch } = this;
    const stream = new LiveStream(
      { url: this.serverUrl + path, credentials, fetch },
      {
        onEvent: (event) => shared.watchers.forEach((watcher) => watcher.onEvent(event)),
        onConnection: (connection, reason) => {
          shared.state = { connection, reason };
          shared.watchers.forEach((watcher) => watcher.onConnection(shared.state));
        },
      },
    );
    shared.stream = stream;
    void stream.run();
  }
}
