"""One stream of server-sent events: newest value, heartbeat, end."""

import asyncio
from collections.abc import AsyncIterator, Callable, Container
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from http import HTTPStatus
from uuid import UUID

import pytest
from starlette.types import Message

from libs.chassis.auth import Principal
from libs.chassis.errors import TooManyStreamsError
from libs.chassis.sse import HEARTBEAT_S, EventStream, stream
from libs.chassis.testing.fakes import FakeClock

START = datetime.fromisoformat("2026-06-21T10:00:00+00:00")


class Scripted:
    """Gives one value or a quiet time after the other, then closes."""

    def __init__(self, clock: FakeClock, *values: int | None) -> None:
        self._clock = clock
        self._values = list(values)
        self.timeouts: list[float] = []

    @property
    def is_closed(self) -> bool:
        return not self._values

    def close(self) -> None:
        self._values.clear()

    async def next_value(self, timeout_s: float) -> int | None:
        self.timeouts.append(timeout_s)
        value = self._values.pop(0)
        if value is None:
            self._clock.advance(seconds=timeout_s)
        return value


async def frames(
    source: Scripted,
    clock: FakeClock,
    *,
    expires_in_s: float = 600,
    is_allowed: Callable[[], bool] = lambda: True,
) -> list[bytes]:
    return [
        frame
        async for frame in stream(
            source,
            encode=lambda value: b"%d" % value,
            is_allowed=is_allowed,
            expires_at=START + timedelta(seconds=expires_in_s),
            clock=clock,
        )
    ]


async def test_values_and_heartbeats() -> None:
    clock = FakeClock(START)
    assert await frames(Scripted(clock, 1, 2, None, 3, 4), clock) == [
        b"retry: 3000\n\n",
        b"1",
        b"2",
        b": heartbeat\n\n",
        b"3",
        b"4",
    ]


async def test_it_ends_with_the_token() -> None:
    clock = FakeClock(START)
    source = Scripted(clock, 1, None, None, 2)
    sent = await frames(source, clock, expires_in_s=20)
    assert sent[-1] == b": heartbeat\n\n"
    assert b"2" not in sent
    assert source.timeouts == [HEARTBEAT_S, HEARTBEAT_S, pytest.approx(5)]


async def test_it_ends_when_access_is_lost() -> None:
    clock = FakeClock(START)
    sent = await frames(Scripted(clock, 1, None, 2), clock, is_allowed=lambda: False)
    assert b"1" in sent
    assert b"2" not in sent


class Opened(Scripted):
    """A source that waits until it is closed once it has nothing more."""

    def __init__(self, clock: FakeClock, *values: int | None) -> None:
        super().__init__(clock, *values)
        self._closing = asyncio.Event()
        self.is_given_back = False

    @property
    def is_closed(self) -> bool:
        return self._closing.is_set()

    async def next_value(self, timeout_s: float) -> int | None:
        if self._values:
            return await super().next_value(timeout_s)
        await self._closing.wait()
        return None

    def close(self) -> None:
        self._closing.set()

    @asynccontextmanager
    async def opening(self) -> AsyncIterator["Opened"]:
        try:
            yield self
        finally:
            self.is_given_back = True


CALLER = Principal(UUID(int=1), UUID(int=2), START + timedelta(seconds=600))


def answer(source: Opened, clock: FakeClock, ended: Container[UUID] = ()) -> EventStream[int]:
    return EventStream(
        source.opening(),
        caller=CALLER,
        ended=ended,
        clock=clock,
        encode=lambda value: b"%d" % value,
    )


async def sent(stream: EventStream[int], received: list[dict[str, str]]) -> list[Message]:
    """What goes to a client that sends these messages when it has got all there is."""
    messages: list[Message] = []
    all_sent = asyncio.Event()

    async def receive() -> Message:
        await all_sent.wait()
        return received.pop(0)

    async def send(message: Message) -> None:
        messages.append(message)
        if message.get("body") == b"1":
            all_sent.set()

    async with asyncio.timeout(10):
        await stream({"type": "http"}, receive, send)
    return messages


async def test_a_client_that_leaves_ends_its_stream_and_gives_it_back() -> None:
    clock = FakeClock(START)
    source = Opened(clock, 1)
    left = [{"type": "http.request"}, {"type": "http.disconnect"}]
    start, *bodies = await sent(answer(source, clock), left)
    assert start["status"] == HTTPStatus.OK
    assert (b"content-type", b"text/event-stream; charset=utf-8") in start["headers"]
    assert [body["body"] for body in bodies] == [b"retry: 3000\n\n", b"1", b""]
    assert [body["more_body"] for body in bodies] == [True, True, False]
    assert source.is_given_back
    assert left == []


async def test_a_session_that_has_ended_ends_its_streams() -> None:
    clock = FakeClock(START)
    source = Opened(clock, None, 1)
    _, *bodies = await sent(answer(source, clock, ended={CALLER.session_id}), [])
    assert [body["body"] for body in bodies] == [b"retry: 3000\n\n", b""]
    assert source.is_given_back


async def test_what_opening_raises_is_raised_before_anything_is_sent() -> None:
    @asynccontextmanager
    async def refuse() -> AsyncIterator[Opened]:
        raise TooManyStreamsError("no more", retry_after_s=1)
        yield

    clock, messages = FakeClock(START), list[Message]()
    stream = EventStream(refuse(), caller=CALLER, ended=(), clock=clock, encode=bytes)

    async def send(message: Message) -> None:
        messages.append(message)

    with pytest.raises(TooManyStreamsError):
        await stream({"type": "http"}, _nothing, send)
    assert messages == []


async def _nothing() -> Message:
    return {"type": "http.disconnect"}
