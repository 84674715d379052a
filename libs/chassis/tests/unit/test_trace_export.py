"""Spans leave for the receiver that the settings name (NF8)."""

import json
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Final

import pytest

from libs.chassis.version import VERSION

_PROGRAM: Final = """
import sys
from opentelemetry import trace
from libs.chassis.telemetry import configure_telemetry
configure_telemetry(
    service="meter", log_level="info", log_format="json", otlp_endpoint=sys.argv[1], trace_ratio=1
)
with trace.get_tracer("test").start_as_current_span("a reading arrives"):
    pass
trace.get_tracer_provider().shutdown()
"""


_BUSY: Final = """
import sys
from libs.chassis import tracing
from libs.chassis.telemetry import configure_telemetry
configure_telemetry(
    service="meter", log_level="info", log_format="json", otlp_endpoint=sys.argv[1], trace_ratio=1
)
for _ in range(10_000):
    with tracing.span("a reading arrives"):
        pass
print("served")
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
    assert VERSION.encode() in body
    assert b"meter" in body


@pytest.mark.slow
def test_a_receiver_that_is_away_holds_nobody_up() -> None:
    """More spans than there is room for are dropped, and the process ends by itself."""
    ran = _run_busily("http://127.0.0.1:9/v1/traces")

    assert ran.stdout == b"served\n"
    for line in ran.stderr.decode().splitlines():
        assert json.loads(line)["service"] == "meter"


@pytest.mark.slow
def test_a_receiver_that_never_answers_holds_nobody_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # accepts by its backlog, says nothing
        ran = _run_busily(f"http://127.0.0.1:{silent.getsockname()[1]}/v1/traces")

    assert ran.stdout == b"served\n"


def _run_busily(url: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-c", _BUSY, url], check=True, capture_output=True, timeout=100
    )
