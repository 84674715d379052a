import { useEffect, useEffectEvent, useState } from "react";

import { useStreams } from "./ApiProvider";
import { type ConnectionState } from "./sharedStreams";
import { type ServerSentEvent } from "./sse";

const CONNECTING: ConnectionState = { connection: "connecting", reason: null };

/** Watches a path's events while the component is there; says how the connection is. */
export function useStream(
  path: string,
  onEvent: (event: ServerSentEvent) => void,
): ConnectionState {
  const streams = useStreams();
  const [state, setState] = useState(CONNECTING);
  const listen = useEffectEvent(onEvent);
  useEffect(
    () => streams.watch(path, { onEvent: (event) => listen(event), onConnection: setState }),
    [streams, path],
  );
  return state;
}
