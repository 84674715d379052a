"""A socket that is read in large pieces, and keeps the readings from its reader."""

import socket
from collections.abc import Callable
from typing import Final

from services.device_gateway.inbound.mqtt_packets import Publish
from services.device_gateway.inbound.packet_splitter import PacketSplitter

_READ_BYTES: Final = 65_536


class ReadAhead:
    """Gives PUBLISH packets to `arrived` and the others' bytes to the reader of the socket.

    Looks like a TLS socket to its reader. Reads the network at most once an event, so that other
    work gets its turn: an event ends when the reader asks `pending` and there is nothing left.
    For plain TCP: a TLS socket holds back data of its own, which `pending` would have to count.
    """

    def __init__(
        self,
        connection: socket.socket,
        splitter: PacketSplitter,
        arrived: Callable[[list[Publish]], None],
    ) -> None:
        # Acknowledgements are small and answer at once; they must not wait to be joined.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._connection = connection
        self._splitter = splitter
        self._arrived = arrived
        self._data = b""
        self._position = 0
        self._has_read = False

    def recv(self, size: int) -> bytes:
        """Up to `size` bytes; none at the end. Raises BlockingIOError when there are none yet."""
        if self._position == len(self._data):
            if self._has_read:
                raise BlockingIOError
            self._has_read = True
            self._read_network()
        piece = self._data[self._position : self._position + size]
        self._position += len(piece)
        return piece

    def _read_network(self) -> None:
        received = self._connection.recv(_READ_BYTES)
        publishes, self._data = self._splitter.feed(received)
        self._position = 0
        if publishes:
            self._arrived(publishes)
        if received and not self._data:
            raise BlockingIOError

    def pending(self) -> int:
        """How many bytes can be had without the network; 0 ends the event."""
        left = len(self._data) - self._position
        if left == 0:
            self._has_read = False
        return left

    def send(self, buffer: bytes | bytearray) -> int:
        return self._connection.send(buffer)

    def fileno(self) -> int:
        return self._connection.fileno()

    def setblocking(self, blocking: bool) -> None:
        self._connection.setblocking(blocking)

    def close(self) -> None:
        self._connection.close()
