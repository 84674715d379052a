"""One small HTTP request, for readiness checks.

A client library builds a TLS context each time; five services asked fifty times a second while
they start would pay for it with the cores they start on.
"""

import asyncio

from devstack.servers.ports import LOOPBACK
from devstack.servers.process import NotReadyError

_MAX_ANSWER_BYTES = 65_536


async def require_ok(port: int, path: str) -> None:
    """`require_ok_at` loopback."""
    await require_ok_at(LOOPBACK, port, path)


async def require_ok_at(host: str, port: int, path: str) -> None:
    """GET; raises NotReadyError with the answer's body unless it is 200, OSError without answer."""
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(f"GET {path} HTTP/1.0\r\nHost: {host}\r\n\r\n".encode())
        answer = b""
        while len(answer) < _MAX_ANSWER_BYTES and (part := await reader.read(4096)):
            answer += part
    finally:
        writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    status = head.split(b"\r\n", maxsplit=1)[0]
    if b" 200 " not in status + b" ":
        raise NotReadyError(
            f"{status.decode(errors='replace')} {body[:200].decode('utf-8', 'replace')}"
        )
