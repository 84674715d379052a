"""Spans leave for the receiver that the settings name (NF8)."""

import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Final

_PROGRAM: Final = """
import sys
from opentelemetry import trace
from libs.chassis.telemetry import configure_telemetry
configure_telemetry(service="meter", log_level="info", log_format="json", otlp_endpoint=sys.argv[1])
with trace.get_tracer("test").start_as_current_span("a reading arrives"):
    pass
trace.get_tracer_provider().shutdown()
"""


class _Receiver(BaseHTTPRequestHandler):
    bodies: Final[list[bytes]] = []

    def do_POST(self) -> None:
        self.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Not into the test's output."""


def test_a_span_reaches_the_receiver() -> None:
    """In a process of its own: a process has one provider for ever."""
    with HTTPServer(("127.0.0.1", 0), _Receiver) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/v1/traces"
        subprocess.run([sys.executable, "-c", _PROGRAM, url], check=True, timeout=60)
        server.shutdown()
    (body,) = _Receiver.bodies
    assert b"a reading arrives" in body
    assert b"meter" in body
