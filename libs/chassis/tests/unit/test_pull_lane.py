"""Whatever pieces the network delivers: a pull's messages to its reader, all else to nats-py."""

from itertools import pairwise
from typing import Any, NamedTuple, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nats.aio.client import Client
from nats.errors import ProtocolError

from libs.chassis.pull_lane import PullLane

_PULL, _OTHER = 7, 8


class PulledMessage(NamedTuple):
    """A message as it came."""

    subject: bytes
    reply: bytes
    headers: bytes
    data: bytes


class _Client:
    """What nats-py's parser calls, in the order in which it calls."""

    def __init__(self) -> None:
        self.heard: list[object] = []
        self.lane: PullLane | None = None

    async def _process_msg(
        self, sid: int, subject: bytes, reply: bytes, data: bytes, headers: bytes | None
    ) -> None:
        self.heard.append((sid, subject, reply, headers or b"", data))

    async def _process_ping(self) -> None:
        self.heard.append("ping")

    async def _process_pong(self) -> None:
        self.heard.append("pong")

    async def _process_info(self, info: dict[str, Any]) -> None:
        self.heard.append(info)

    async def _process_err(self, error: str) -> None:
        self.heard.append(error)
        if self.lane is not None:
            self.lane.reset()  # as a connection that the server ends


def _lane(client: _Client) -> tuple[PullLane, list[PulledMessage]]:
    lane = client.lane = PullLane(cast("Client", client))
    taken: list[PulledMessage] = []
    lane.divert(_PULL, lambda *parts: taken.append(PulledMessage(*parts)))
    return lane, taken


def _wire(sid: int, message: PulledMessage) -> bytes:
    """The message as the server writes it."""
    head = b"%b %d%b" % (message.subject, sid, b" " + message.reply if message.reply else b"")
    size = len(message.headers) + len(message.data)
    body = message.headers + message.data + b"\r\n"
    if message.headers:
        return b"HMSG %b %d %d\r\n%b" % (head, len(message.headers), size, body)
    return b"MSG %b %d\r\n%b" % (head, size, body)


_messages = st.builds(
    PulledMessage,
    subject=st.sampled_from([b"reading.v1.7", b"_INBOX.x"]),
    reply=st.sampled_from([b"", b"$JS.ACK.S.C.1.2.3.4.5"]),
    headers=st.sampled_from([b"", b"NATS/1.0\r\nA: b\r\n\r\n", b"NATS/1.0 100 Idle\r\n\r\n"]),
    data=st.binary(max_size=30) | st.sampled_from([b"\r\n", b"MSG a 7 1\r\nx\r\n"]),
)
_commands = st.lists(
    st.tuples(st.sampled_from([_PULL, _OTHER]), _messages)
    | st.sampled_from([b"PING\r\n", b"PONG\r\n", b"+OK\r\n", b'INFO {"a":1}\r\n']),
    max_size=12,
)


@given(commands=_commands, data=st.data())
async def test_any_cut_of_the_stream_gives_the_same_messages_in_order(
    commands: list[bytes | tuple[int, PulledMessage]], data: st.DataObject
) -> None:
    stream = b"".join(c if isinstance(c, bytes) else _wire(*c) for c in commands)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=6)))
    client = _Client()
    lane, taken = _lane(client)
    for start, end in pairwise([0, *cuts, len(stream)]):
        await lane.parse(stream[start:end])

    told = {b"PING\r\n": "ping", b"PONG\r\n": "pong", b'INFO {"a":1}\r\n': {"a": 1}}
    expected_of_others = [
        told[c] if isinstance(c, bytes) else (c[0], c[1].subject, c[1].reply, *c[1][2:])
        for c in commands
        if c != b"+OK\r\n" and not (isinstance(c, tuple) and c[0] == _PULL)
    ]
    assert taken == [c[1] for c in commands if isinstance(c, tuple) and c[0] == _PULL]
    assert client.heard == expected_of_others


async def test_a_new_connection_begins_with_nothing_left_of_the_last_one() -> None:
    client = _Client()
    lane, taken = _lane(client)
    whole = _wire(_PULL, PulledMessage(b"s", b"r", b"", b"data"))
    await lane.parse(whole[:-3])
    lane.reset()
    await lane.parse(whole)
    assert [message.data for message in taken] == [b"data"]


async def test_what_came_after_the_end_of_a_connection_is_not_handled() -> None:
    client = _Client()
    lane, taken = _lane(client)
    message = _wire(_PULL, PulledMessage(b"s", b"r", b"", b"data"))
    await lane.parse(b"-ERR 'stale connection'\r\n" + message)
    assert (client.heard, taken) == (["'stale connection'"], [])


async def test_a_reader_that_left_gets_nothing_more() -> None:
    client = _Client()
    lane, taken = _lane(client)
    lane.leave(_PULL)
    await lane.parse(_wire(_PULL, PulledMessage(b"s", b"", b"", b"data")))
    assert (taken, client.heard) == ([], [(_PULL, b"s", b"", b"", b"data")])


@pytest.mark.parametrize(
    "line", [b"MSG s 7 many", b"MSG 7 1", b"HMSG s 7 x 1\r\n.", b"M", b"NONSENSE"]
)
async def test_what_is_no_command_ends_the_connection(line: bytes) -> None:
    lane, _ = _lane(_Client())
    with pytest.raises(ProtocolError):
        await lane.parse(line + b"\r\n")
