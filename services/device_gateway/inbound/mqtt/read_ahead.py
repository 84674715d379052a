"""A socket that is read in large pieces, and whose reader sees no readings."""

import socket
import ssl
from typing import Final

from services.device_gateway.inbound.mqtt.packet_splitter import PacketSplitter
from services.device_gateway.inbound.mqtt.packets import Publish

_READ_BYTES: Final = 65_536


class ReadAhead:
    """`read` takes what the network has; `recv` gives the bytes of all packets but PUBLISH.

    Of TLS each `recv` of the connection gives one record, which often is one packet, and a record
    that was read in part makes it no more readable: it is read until it says that it has no more.
    """

    def __init__(self, connection: socket.socket, splitter: PacketSplitter) -> None:
        # Acknowledgements are small and answer at once; they must not wait to be joined.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._connection = connection
        self._comes_in_records = isinstance(connection, ssl.SSLSocket)
        self._splitter = splitter
        self._data = b""
        self._end: OSError | None = None

    def read(self) -> tuple[list[Publish], bool]:
        """PUBLISH packets, and whether the network is likely to have more. Never raises.

        The connection's end, and what is not MQTT, is told to who calls `recv`.
        """
        received, is_more_likely = self._receive()
        if not received:
            return [], False
        try:
            publishes, others = self._splitter.feed(received)
        except OSError as error:
            self._end = error
            return [], False
        self._data += others
        return publishes, is_more_likely

    def _receive(self) -> tuple[bytes, bool]:
        pieces: list[bytes] = []
        room = _READ_BYTES
        try:
            while room:
                piece = self._connection.recv(room)
                if not piece:
                    raise ConnectionError("closed by the broker")
                pieces.append(piece)
                room -= len(piece)
                if not self._comes_in_records:
                    break
        except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            pass
        except OSError as error:
            self._end = error
        return b"".join(pieces), not room

    def recv(self, size: int) -> bytes:
        """Up to `size` bytes. Raises BlockingIOError when there are none, OSError at the end."""
        if not self._data:
            raise self._end or BlockingIOError
        piece, self._data = self._data[:size], self._data[size:]
        return piece

    def pending(self) -> bool:
        """Whether `recv` has something to say."""
        return bool(self._data) or self._end is not None

    @property
    def is_open(self) -> bool:
        return self._connection.fileno() >= 0

    def send(self, buffer: bytes | bytearray) -> int:
        return self._connection.send(buffer)

    def fileno(self) -> int:
        return self._connection.fileno()

    def setblocking(self, blocking: bool) -> None:
        self._connection.setblocking(blocking)

    def close(self) -> None:
        self._connection.close()
