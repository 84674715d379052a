import fc from "fast-check";

import { SseParser, type ServerSentEvent } from "../sse";

function parsed(chunks: readonly Uint8Array[]) {
  const events: ServerSentEvent[] = [];
  const retries: number[] = [];
  const parser = new SseParser({
    onEvent: (event) => events.push(event),
    onRetry: (milliseconds) => retries.push(milliseconds),
  });
  chunks.forEach((chunk) => parser.feed(chunk));
  return { events, retries };
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

const STREAM =
  'retry: 3000\n\n: heartbeat\n\nevent: balance\nid: 7\ndata: {"name":\ndata: "Comunità"}\r\n\r\ndata:x\n\ndata: cut off';

test("events with name, id and lines joined; comments and what is cut off are none", () => {
  const { events, retries } = parsed([bytes(STREAM)]);
  expect(events).toEqual([
    { event: "balance", data: '{"name":\n"Comunità"}', id: "7" },
    { event: "message", data: "x", id: "7" },
  ]);
  expect(retries).toEqual([3000]);
});

test("however the bytes are cut, also within a character, the events are the same", () => {
  const whole = bytes(STREAM);
  const cuts = fc.array(fc.nat(whole.length), { maxLength: 12 });
  fc.assert(
    fc.property(cuts, (places) => {
      const edges = [0, ...[...places].sort((one, other) => one - other), whole.length];
      const chunks = edges.slice(1).map((end, index) => whole.slice(edges[index], end));
      expect(parsed(chunks)).toEqual(parsed([whole]));
    }),
    { seed: 1 },
  );
});
