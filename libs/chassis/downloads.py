"""Long answers: how many are under way, in all and to one taker, and how long one may take.

Who reads slowly holds a connection and what the answer is made of; places and a time bound both.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Final

from fastapi.responses import StreamingResponse
from prometheus_client import Gauge
from starlette.types import Receive, Scope, Send

from libs.chassis.errors import TooManyRequestsError
from libs.chassis.telemetry import get_logger

RETRY_AFTER_S: Final = 30


class DownloadPlaces:
    """Places for answers that take long."""

    def __init__(
        self,
        *,
        at_once: int,
        of_one: int,
        longest_s: float,
        under_way: Gauge,
        refused: Callable[[str], TooManyRequestsError],
    ) -> None:
        """`of_one`: to one taker, so that nobody takes them all. `refused`: the service's error."""
        self._at_once = at_once
        self._of_one = of_one
        self._under_way: Counter[str] = Counter()
        self._gauge = under_way
        self._refused = refused
        self.longest_s = longest_s

    def begin(self, taker: str) -> None:
        """Take a place. Raises the service's TooManyRequestsError when there is none."""
        if self._under_way.total() >= self._at_once:
            raise self._refused(f"{self._at_once} downloads are under way")
        if self._under_way[taker] >= self._of_one:
            raise self._refused(f"{self._of_one} downloads of yours are under way")
        self._under_way[taker] += 1
        self._gauge.inc()

    def end(self, taker: str) -> None:
        """One that began is over, however."""
        self._under_way[taker] -= 1
        self._under_way += Counter()  # forgets those without any
        self._gauge.dec()


class Download(StreamingResponse):
    """An answer in pieces whose place was taken by `begin`, and is given back at its end."""

    def __init__(
        self,
        pieces: AsyncIterator[bytes],
        places: DownloadPlaces,
        taker: str,
        *,
        status: int = 200,
        headers: Mapping[str, str],
        media_type: str = "application/octet-stream",
    ) -> None:
        super().__init__(pieces, status, headers=headers, media_type=media_type)
        self._places = places
        self._taker = taker

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it. One that takes too long is cut off: the connection ends without its end."""
        try:
            async with asyncio.timeout(self._places.longest_s):
                await super().__call__(scope, receive, send)
        except TimeoutError:
            get_logger().warning("download_too_slow", path=scope["path"])
        finally:
            self._places.end(self._taker)
