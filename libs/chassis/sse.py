"""Server-sent events: one stream's newest value, heartbeat and end, and how it is described."""

import asyncio
from collections.abc import AsyncIterator, Callable, Container
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final, Generic, Protocol, TypeVar
from uuid import UUID

from fastapi import Response
from pydantic import BaseModel
from starlette.types import Receive, Scope, Send

from libs.chassis.auth import Principal
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

    def close(self) -> None: ...

    async def next_value(self, timeout_s: float) -> _ValueT_co | None: ...


class EventStream(Response, Generic[_ValueT]):
    """The answer that shows what a source gives, for as long as the caller may see it.

    Thousands are open at once. So a task of its own sends it: whoever resumes the request's goes
    through all that is called around an operation, for each value.
    """

    media_type = "text/event-stream"

    def __init__(
        self,
        opening: AbstractAsyncContextManager[Source[_ValueT]],
        *,
        caller: Principal,
        ended: Container[UUID],
        clock: Clock,
        encode: Callable[[_ValueT], bytes],
        may_still_see: Callable[[], bool] = lambda: True,
    ) -> None:
        """`opening` opens the source, and raises what the answer is to be instead.

        `ended`: sessions whose streams end although the access token has not expired.
        """
        self.status_code = HTTPStatus.OK
        self.background = None
        self.init_headers(STREAM_HEADERS)
        self._opening = opening
        self._caller = caller
        self._ended = ended
        self._clock = clock
        self._encode = encode
        self._may_still_see = may_still_see

    async def __call__(self, _: Scope, receive: Receive, send: Send) -> None:
        """As ASGI calls it."""
        async with self._opening as source:
            start = {"status": self.status_code, "headers": self.raw_headers}
            await send({"type": "http.response.start", **start})
            leaving = asyncio.create_task(_until_left(receive))
            leaving.add_done_callback(lambda _: source.close())
            try:
                await asyncio.create_task(self._send(source, send))
            finally:
                leaving.cancel()
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _send(self, source: Source[_ValueT], send: Send) -> None:
        frames = stream(
            source,
            encode=self._encode,
            is_allowed=self._is_allowed,
            expires_at=self._caller.expires_at,
            clock=self._clock,
        )
        async for frame in frames:
            await send({"type": "http.response.body", "body": frame, "more_body": True})

    def _is_allowed(self) -> bool:
        return self._caller.session_id not in self._ended and self._may_still_see()


async def _until_left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def stream(
    source: Source[_ValueT],
    *,
    encode: Callable[[_ValueT], bytes],
    is_allowed: Callable[[], bool],
    expires_at: datetime,
    clock: Clock,
) -> AsyncIterator[bytes]:
    """Frames until the source closes, the token expires or access is lost.

    Access is looked at again at each heartbeat, not at each value: with thousands of streams that
    would cost more than the values.
    """
    yield _OPENING
    while not source.is_closed:
        left_s = (expires_at - clock.now()).total_seconds()
        if left_s <= 0:
            return
        value = await source.next_value(min(HEARTBEAT_S, left_s))
        if value is not None:
            yield encode(value)
        elif not source.is_closed:
            if not is_allowed():
                return
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
