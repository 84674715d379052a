"""A lane for the messages of open pulls, past nats-py's parser.

nats-py matches regular expressions, takes headers apart, builds an object, queues it and switches
tasks for each message. The headers of an atomic batch stay on its messages for ever, and nobody
reads them. Here what the server sends is cut into its commands (NATS client protocol) first: a
pull's message goes to its reader at once, everything else to nats-py, a whole command at a time.

Stands on two things inside nats-py (pinned; tests/integration/test_streams.py holds them): the
client reads through `_ps.parse(bytes)`, and calls `_ps.reset()` before a new connection.
"""

from collections.abc import Callable
from typing import Final

from nats.aio.client import Client
from nats.errors import ProtocolError
from nats.protocol.parser import Parser

_MESSAGE: Final = b"MSG"
_MESSAGE_WITH_HEADERS: Final = b"HMSG"
_FIRST_LETTERS: Final = (_MESSAGE[0], _MESSAGE_WITH_HEADERS[0])
_FIELDS_BEFORE: Final = 3
"""The reply subject or the first size comes after so many."""
_LINE_END: Final = b"\r\n"
_LINE_END_BYTES: Final = len(_LINE_END)


Take = Callable[[bytes, bytes, bytes, bytes], None]
"""Gets a message as it came: subject, reply, headers as on the wire or nothing, data."""


class PullLane(Parser):
    """In the place of a client's parser for as long as the client lives."""

    def __init__(self, client: Client) -> None:
        self._takers: dict[bytes, Take] = {}
        self._rest = b""
        self._connection_number = 0
        super().__init__(client)

    @classmethod
    def open(cls, client: Client) -> "PullLane":
        """Open a client's lane; right after connecting, when no message is half read."""
        lane = cls(client)
        lane._rest = bytes(client._ps.buf)  # noqa: SLF001  see the module's docstring
        client._ps = lane  # noqa: SLF001  see the module's docstring
        return lane

    def divert(self, subscription_id: int, take: Take) -> None:
        """From now on give the subscription's messages to `take`."""
        self._takers[b"%d" % subscription_id] = take

    def leave(self, subscription_id: int) -> None:
        """The subscription has ended; what still comes for it nats-py drops."""
        self._takers.pop(b"%d" % subscription_id, None)

    def reset(self) -> None:
        """What was left of the last connection is void."""
        self._rest = b""
        self._connection_number += 1
        super().reset()

    async def parse(self, data: bytes = b"") -> None:
        """Handle every whole command and keep the rest. Raises nats.errors.ProtocolError."""
        data = self._rest + data
        connection_number = self._connection_number
        position = 0
        while (line_end := data.find(_LINE_END, position)) >= 0:
            end = line_end + _LINE_END_BYTES
            if data[position] in _FIRST_LETTERS:
                fields = data[position:line_end].split()
                reply, headers_size, size = _layout(fields)
                headers_at, data_at, data_end = end, end + headers_size, end + size
                end = data_end + _LINE_END_BYTES
                if end > len(data):
                    break
                take = self._takers.get(fields[2])
                if take is not None:
                    take(fields[1], reply, data[headers_at:data_at], data[data_at:data_end])
                    position = end
                    continue
            await super().parse(data[position:end])
            if self._connection_number != connection_number:
                return
            position = end
        self._rest = data[position:]


def _layout(fields: list[bytes]) -> tuple[bytes, int, int]:
    """The reply subject, how many bytes of headers follow the line, and how many of everything.

    MSG subject sid [reply] size, or HMSG subject sid [reply] headers' size, size.
    """
    sizes = 1 if fields[0] == _MESSAGE else 2
    without_reply = _FIELDS_BEFORE + sizes
    if len(fields) < without_reply:
        raise ProtocolError
    try:
        headers_size = int(fields[-2]) if sizes > 1 else 0
        size = int(fields[-1])
    except ValueError as error:
        raise ProtocolError from error
    return fields[_FIELDS_BEFORE] if len(fields) > without_reply else b"", headers_size, size
