/** Server-sent events of a streamed answer (WHATWG HTML, section 9.2.6). */

/**
 * Yields `{event, data}` for each event, and null for whatever else arrives, such as a heartbeat.
 * Lines end with LF or CRLF.
 */
export async function* serverSentEvents(body) {
  let rest = "";
  let event = {};
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const lines = (rest + value).split(/\r?\n/);
      rest = lines.pop();
      yield null;
      for (const line of lines) {
        if (line === "" && event.data !== undefined) yield event;
        event = line === "" ? {} : withField(event, line);
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function withField(event, line) {
  const [, name, value] = /^([^:]*):? ?(.*)$/.exec(line);
  if (name === "event") return { ...event, event: value };
  if (name !== "data") return event;
  return { ...event, data: event.data === undefined ? value : `${event.data}\n${value}` };
}
