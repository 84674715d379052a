import { useEffect, useEffectEvent, useState } from "react";

import { useStreams } from "./ApiProvider";
import { type ConnectionState } from "./sharedStreams";
import { type ServerSentEvent } from "./sse";

const CONNECTING: ConnectionState = { connection: "connecting", reason: null };

/**
 * Watches a path's events while the component is there; says how the connection is. A path of null
 * watches nothing: for what is there but cannot be seen.
 */
export function useStream(
  path: string | null,
  onEvent: (event: ServerSentEvent) => void,
): ConnectionState {
  const streams = useStreams();
  const [state, setState] = useState(CONNECTING);
  const listen = useEffectEvent(onEvent);
  useEffect(
    () =>
      path === null
        ? undefined
        : streams.watch(path, { onEvent: (event) => listen(event), onConnection: setState }),
    [streams, path],
  );
  return state;
}
