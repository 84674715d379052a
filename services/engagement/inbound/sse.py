"""One server-sent events stream: newest value, heartbeat, end."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from typing import Final, Protocol, TypeVar

from libs.chassis.clock import Clock

HEARTBEAT_S: Final = 15.0
_OPENING: Final = b"retry: 3000\n\n"
_HEARTBEAT: Final = b": heartbeat\n\n"
_ValueT_co = TypeVar("_ValueT_co", covariant=True)
_ValueT = TypeVar("_ValueT")


class Source(Protocol[_ValueT_co]):
    """Where the newest value comes from."""

    @property
    def is_closed(self) -> bool: ...

    async def next_value(self, timeout_s: float) -> _ValueT_co | None: ...


async def stream(
    source: Source[_ValueT],
    *,
    encode: Callable[[_ValueT], bytes],
    is_allowed: Callable[[], bool],
    expires_at: datetime,
    clock: Clock,
) -> AsyncIterator[bytes]:
    """Frames until the source closes, the token expires or access is lost.

    Access is looked at again at each heartbeat's distance, not at each value: with thousands of
    streams that would cost more than the values.
    """
    yield _OPENING
    check_at = clock.now() + timedelta(seconds=HEARTBEAT_S)
    while not source.is_closed:
        now = clock.now()
        if now >= expires_at:
            return
        if now >= check_at:
            if not is_allowed():
                return
            check_at = now + timedelta(seconds=HEARTBEAT_S)
        left_s = (expires_at - now).total_seconds()
        value = await source.next_value(min(HEARTBEAT_S, left_s))
        if value is not None:
            yield encode(value)
        elif not source.is_closed:
            yield _HEARTBEAT
