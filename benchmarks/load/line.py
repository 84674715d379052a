"""A device's connection to the broker: plain, or with its certificate."""

import contextlib
import select
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_TIMEOUT_S: Final = 10.0
_READ_BYTES: Final = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """A device's certificate and key, and the authority of the broker's certificate, as files."""

    certificate: Path
    key: Path
    server_ca: Path


class Line:
    """Bytes out and in. Raises OSError when the broker is gone."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def fileno(self) -> int:
        """For a selector."""
        return self._connection.fileno()

    def send(self, data: bytes) -> None:
        """Return when all of it is with the kernel."""
        self._connection.sendall(data)

    def receive(self) -> bytes | None:
        """What is there, waiting for it; empty when the other side has closed."""
        return self._connection.recv(_READ_BYTES)

    def receive_now(self) -> bytes | None:
        """What is there, once a selector says so; None when it was nothing for us."""
        return self._connection.recv(_READ_BYTES)

    def close(self) -> None:
        """Close without a word."""
        self._connection.close()


class TlsLine(Line):
    """Over TLS. A socket that is readable may hold no byte for us (a session ticket)."""

    def __init__(self, connection: ssl.SSLSocket) -> None:
        super().__init__(connection)
        connection.setblocking(False)
        self._tls = connection

    def send(self, data: bytes) -> None:
        left = memoryview(data)
        while left:
            with contextlib.suppress(ssl.SSLWantWriteError):
                left = left[self._tls.send(left) :]
                continue
            _ready(self._tls, select.POLLOUT)

    def receive(self) -> bytes | None:
        while (data := self.receive_now()) is None:
            if not _ready(self._tls, select.POLLIN):
                raise TimeoutError("the broker does not answer")
        return data

    def receive_now(self) -> bytes | None:
        parts = []
        try:
            while part := self._tls.recv(_READ_BYTES):
                parts.append(part)
                if not self._tls.pending():
                    return b"".join(parts)
        except ssl.SSLWantReadError:
            return b"".join(parts) or None
        return b"".join(parts)


def _ready(connection: socket.socket, wanted: int) -> bool:
    """Whether it became so in time; poll, for select knows no more than 1,024 files."""
    poll = select.poll()
    poll.register(connection, wanted)
    return bool(poll.poll(_TIMEOUT_S * 1000))


def open_line(host: str, port: int, credentials: Credentials | None) -> Line:
    """Connect, with a certificate where there are credentials. Raises OSError."""
    connection = socket.create_connection((host, port), timeout=_TIMEOUT_S)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if credentials is None:
        return Line(connection)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(credentials.server_ca)
    context.load_cert_chain(credentials.certificate, credentials.key)
    return TlsLine(context.wrap_socket(connection, server_hostname=host))
