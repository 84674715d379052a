"""A receiver of traces in the test's own process: OTLP over HTTP, as a collector speaks it."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


@dataclass(frozen=True, slots=True)
class Span:
    """One span as it came."""

    service: str
    name: str
    trace_id: str
    span_id: str
    parent_id: str
    links: tuple[tuple[str, str], ...]
    """Trace and span of each."""
    attributes: dict[str, object]
    text: str
    """All of it, with its resource."""


class Collector:
    """What has arrived so far."""

    def __init__(self) -> None:
        self.url = ""
        self._spans: list[Span] = []

    def take(self, body: bytes) -> None:
        """One request."""
        request: Any = ExportTraceServiceRequest()
        request.ParseFromString(body)
        for of_process in request.resource_spans:
            resource = {
                each.key: each.value.string_value for each in of_process.resource.attributes
            }
            self._spans += [
                _span(resource, each, str(of_process.resource))
                for scope in of_process.scope_spans
                for each in scope.spans
            ]

    def spans(self, *, trace_id: str | None = None, name: str | None = None) -> list[Span]:
        """Those of a trace, of a name."""
        return [
            each
            for each in list(self._spans)
            if (trace_id is None or each.trace_id == trace_id)
            and (name is None or each.name == name)
        ]


def _span(resource: dict[str, str], span: Any, told: str) -> Span:
    return Span(
        service=resource["service.name"],
        name=span.name,
        trace_id=span.trace_id.hex(),
        span_id=span.span_id.hex(),
        parent_id=span.parent_span_id.hex(),
        links=tuple((link.trace_id.hex(), link.span_id.hex()) for link in span.links),
        attributes={
            each.key: each.value.string_value or each.value.int_value for each in span.attributes
        },
        text=f"{told}{span}",
    )


@contextmanager
def collecting() -> Iterator[Collector]:
    """A collector for the length of the block."""
    collector = Collector()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            collector.take(body)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Not into the test's output."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        serving = threading.Thread(target=server.serve_forever, daemon=True)
        serving.start()
        collector.url = f"http://127.0.0.1:{server.server_port}/v1/traces"
        try:
            yield collector
        finally:
            server.shutdown()
            serving.join()
