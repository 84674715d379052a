"""One stream of server-sent events: newest value, heartbeat, end."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from libs.chassis.sse import HEARTBEAT_S, stream
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
