"""A live view that somebody keeps open, as the page in the browser does."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final, Generic, TypeVar

import httpx

from devstack.people.connection import ApiProblem

ViewT = TypeVar("ViewT")
_OPEN_AGAIN_AFTER_S: Final = 0.2


class Screen(Generic[ViewT]):
    """What was shown so far."""

    def __init__(self) -> None:
        self.shown: list[ViewT] = []
        self.times_opened = 0

    @property
    def newest(self) -> ViewT | None:
        """What is on it now."""
        return self.shown[-1] if self.shown else None


@asynccontextmanager
async def screen_of(
    open_stream: Callable[[], AsyncIterator[ViewT]],
) -> AsyncIterator[Screen[ViewT]]:
    """A screen for the length of the block; a stream that ends or breaks is opened again."""
    screen = Screen[ViewT]()
    watching = asyncio.create_task(_watch(screen, open_stream))
    try:
        yield screen
    finally:
        watching.cancel()
        await asyncio.wait([watching])
        if not watching.cancelled():
            watching.result()


async def _watch(screen: Screen[ViewT], open_stream: Callable[[], AsyncIterator[ViewT]]) -> None:
    while True:
        screen.times_opened += 1
        try:
            async for view in open_stream():
                screen.shown.append(view)
        except (ApiProblem, httpx.TransportError):
            pass  # a part is away for a moment
        await asyncio.sleep(_OPEN_AGAIN_AFTER_S)
