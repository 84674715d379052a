"""Server-sent events: one stream's newest value, heartbeat and end, and how it is described."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Final, Protocol, TypeVar

from pydantic import BaseModel

from libs.chassis.clock import Clock
from libs.chassis.json_schema import schema_in_one
from libs.chassis.lifecycle import Worker, WorkerContext
from libs.chassis.problem import Responses, described_problem

HEARTBEAT_S: Final = 15.0
STREAM_HEADERS: Final = {
    "Cache-Control": "no-cache",
    "X-Accel-Buffering": "no",  # a proxy that buffers would make live late
}
STREAM_PROBLEMS: Final[Responses] = described_problem(
    HTTPStatus.TOO_MANY_REQUESTS, "Too many live streams, of the caller or in all."
)
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


def described_events(name: str, view: type[BaseModel]) -> dict[str, Any]:
    """How an operation's description tells of a stream of such events."""
    return {
        "description": (
            f"Events `{name}`, the data of each a {view.__name__} as JSON; a comment as heartbeat"
            f" every {HEARTBEAT_S:.0f} s. Ends with the access token or its session."
        ),
        "content": {"text/event-stream": {"schema": schema_in_one(view)}},
    }


def closing_worker(close: Callable[[], None], *, name: str = "screens") -> Worker:
    """Ends all streams when the process stops, so that connections drain."""

    async def run(context: WorkerContext) -> None:
        context.ready()
        await context.stop.wait()
        close()

    return Worker(name, run)
