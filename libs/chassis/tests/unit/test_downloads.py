"""Long answers have places and a time; each place is given back, however it ends."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import pytest
from prometheus_client import CollectorRegistry, Gauge

from libs.chassis.downloads import Download, DownloadPlaces
from libs.chassis.errors import TooManyRequestsError

SCOPE = {"type": "http", "method": "GET", "path": "/file", "asgi": {"spec_version": "2.4"}}


@pytest.fixture
def places() -> DownloadPlaces:
    return DownloadPlaces(
        at_once=3,
        of_one=2,
        longest_s=0.05,
        under_way=Gauge("under_way", "For the test.", registry=CollectorRegistry()),
        refused=partial(TooManyRequestsError, retry_after_s=7),
    )


async def whole() -> AsyncIterator[bytes]:
    yield b"all"


async def broken() -> AsyncIterator[bytes]:
    yield b"half"
    raise RuntimeError("a bug")


async def stalled() -> AsyncIterator[bytes]:
    yield b"half"
    await asyncio.Event().wait()


async def nothing() -> Any:
    await asyncio.Event().wait()


async def send(places: DownloadPlaces, pieces: AsyncIterator[bytes]) -> list[Any]:
    sent: list[Any] = []

    async def keep(message: Any) -> None:
        sent.append(message)

    places.begin("Alice")
    await Download(pieces, places, "Alice", headers={})(SCOPE, nothing, keep)
    return sent


async def test_no_more_than_there_are_places_in_all_and_for_one(places: DownloadPlaces) -> None:
    places.begin("Alice")
    places.begin("Alice")
    with pytest.raises(TooManyRequestsError, match="2 downloads of yours") as refused:
        places.begin("Alice")
    assert refused.value.retry_after_s == 7
    places.begin("Bob")
    with pytest.raises(TooManyRequestsError, match="3 downloads"):
        places.begin("Carol")


async def test_a_place_is_given_back_at_the_end(places: DownloadPlaces) -> None:
    for _ in range(5):
        sent = await send(places, whole())
        assert sent[-1] == {"type": "http.response.body", "body": b"", "more_body": False}


async def test_a_place_is_given_back_by_one_that_breaks(places: DownloadPlaces) -> None:
    for _ in range(5):
        with pytest.raises(RuntimeError, match="a bug"):
            await send(places, broken())


async def test_one_that_takes_too_long_is_cut_off_without_an_end(places: DownloadPlaces) -> None:
    for _ in range(5):
        sent = await send(places, stalled())
        assert sent[-1] == {"type": "http.response.body", "body": b"half", "more_body": True}
