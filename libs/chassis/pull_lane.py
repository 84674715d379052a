"""A lane for the messages of open pulls, past nats-py's parser.

nats-py matches regular expressions, takes headers apart, builds an object, queues it and switches
tasks for each message. The headers of an atomic batch stay on its messages for ever, and nobody
reads them. Here what the server sends is cut into its commands (NATS client protocol) first: a
pull's message goes to its reader at once, everything else to nats-py, a whole command at a time.

Stands on two things inside nats-py (pinned; tests/integration/test_streams.py holds them): the
client reads through `_ps.parse(bytes)`, and calls `_ps.reset()` before a new connection.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from nats.aio.client import Client
from nats.errors import ProtocolError
from nats.protocol.parser import Parser

_MESSAGE: Final = b"MSG"
_MESSAGE_WITH_HEADERS: Final = b"HMSG"
_FIRST_LETTERS: Final = (_MESSAGE[0], _MESSAGE_WITH_HEADERS[0])
_MESSAGE_FIELDS: Final = 5
"""Of a MSG with a reply subject."""
_FIRST_SIZE: Final = 3
"""No size stands before the fourth field."""
_LINE_END: Final = b"\r\n"
_LINE_END_BYTES: Final = len(_LINE_END)


class PulledMessage(NamedTuple):
    """A message as it came; `headers` as on the wire, empty where there are none."""

    subject: bytes
    reply: bytes
    headers: bytes
    data: bytes


Take = Callable[[PulledMessage], None]


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
                start, end = end, end + _size_of(fields) + _LINE_END_BYTES
                if end > len(data):
                    break
                take = self._takers.get(fields[2])
                if take is not None:
                    take(_message(fields, data[start : end - _LINE_END_BYTES]))
                    position = end
                    continue
            await super().parse(data[position:end])
            if self._connection_number != connection_number:
                return
            position = end
        self._rest = data[position:]


def _size_of(fields: list[bytes]) -> int:
    """How many bytes follow the line, headers and data."""
    try:
        return int(fields[_FIRST_SIZE:][-1])
    except (IndexError, ValueError) as error:
        raise ProtocolError from error


def _message(fields: list[bytes], body: bytes) -> PulledMessage:
    """`fields`: MSG subject sid [reply] size, or HMSG subject sid [reply] headers' size, size."""
    if fields[0] == _MESSAGE:
        reply = fields[3] if len(fields) == _MESSAGE_FIELDS else b""
        return PulledMessage(fields[1], reply, b"", body)
    reply = fields[3] if len(fields) == _MESSAGE_FIELDS + 1 else b""
    try:
        headers_end = int(fields[-2])
    except ValueError as error:
        raise ProtocolError from error
    return PulledMessage(fields[1], reply, body[:headers_end], body[headers_end:])
