"""Devices download whole images or ranges of them, from memory that has a bound."""

import asyncio
from datetime import timedelta
from itertools import pairwise
from uuid import UUID

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.types import Message

from libs.chassis.network_address import household_of
from services.device_gateway.domain.firmware.image import ImageNotFoundError, ImageState
from services.device_gateway.inbound.http.firmware_download import TooManyDownloadsError
from services.device_gateway.tests.unit.firmware.edge import Edge
from services.device_gateway.tests.unit.firmware.samples import CONTENT, IMAGE_ID, image
from services.device_gateway.usecases.firmware.serve_image import CorruptImageError, ServeImage

_PATH = f"/firmware/{IMAGE_ID}"
_TAG = f'"{image().sha256}"'


async def get(edge: Edge, method: str = "GET", path: str = _PATH, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with edge.client() as client:
        return await client.request(method, path, headers=named)


@pytest.fixture
async def edge() -> Edge:
    made = Edge()
    await made.room.add_image(image())
    return made


async def test_the_whole_image(edge: Edge) -> None:
    answer = await get(edge)
    assert (answer.status_code, answer.content) == (200, CONTENT)
    assert answer.headers["etag"] == _TAG
    assert answer.headers["accept-ranges"] == "bytes"
    assert "immutable" in answer.headers["cache-control"]
    head = await get(edge, "HEAD", range="bytes=0-9")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(CONTENT))
    assert (await get(edge, if_none_match=f'"other", {_TAG}')).status_code == 304


def test_ranges_put_together_are_the_image() -> None:
    made = Edge()
    asyncio.run(made.room.add_image(image()))

    async def load(edges: list[int]) -> bytes:
        content = b""
        async with made.client() as client:
            for start, end in pairwise(edges):
                answer = await client.get(
                    _PATH, headers={"range": f"bytes={start}-{end - 1}", "if-range": _TAG}
                )
                assert answer.status_code == 206
                span = f"bytes {start}-{end - 1}/{len(CONTENT)}"
                assert answer.headers["content-range"] == span
                assert answer.headers["content-length"] == str(len(answer.content))
                content += answer.content
        return content

    @settings(max_examples=25)
    @given(st.lists(st.integers(1, len(CONTENT) - 1), max_size=5, unique=True))
    def whatever_the_cuts(cuts: list[int]) -> None:
        assert asyncio.run(load([0, *sorted(cuts), len(CONTENT)])) == CONTENT

    whatever_the_cuts()


async def test_a_range_of_another_image_is_answered_with_this_one(edge: Edge) -> None:
    answer = await get(edge, range="bytes=10-19", if_range='"another"')
    assert (answer.status_code, answer.content) == (200, CONTENT)


async def test_a_range_behind_the_end_is_a_problem(edge: Edge) -> None:
    answer = await get(edge, range=f"bytes={len(CONTENT)}-")
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{len(CONTENT)}"
    assert answer.json()["code"] == "range_not_satisfiable"


async def test_what_is_not_ready_is_not_there(edge: Edge) -> None:
    assert (await get(edge, path=f"/firmware/{UUID(int=404)}")).status_code == 404
    await edge.room.add_image(image("2.0.0", image_id=UUID(int=2), state=ImageState.UPLOADING))
    assert (await get(edge, path=f"/firmware/{UUID(int=2)}")).status_code == 404


async def test_a_withdrawn_image_is_gone_half_a_minute_later(edge: Edge) -> None:
    assert (await get(edge)).status_code == 200
    await edge.room.withdraw(IMAGE_ID, operator="ada")
    edge.room.clock.advance(seconds=31)
    assert (await get(edge)).status_code == 404


async def test_more_downloads_than_allowed_are_told_to_come_back(edge: Edge) -> None:
    for number in range(5):
        edge.downloads.begin(f"198.51.100.{number}")
    answer = await get(edge)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "30")
    assert answer.json()["code"] == "too_many_downloads"
    edge.downloads.end("198.51.100.0")
    for _ in range(3):  # each gives its place back
        assert (await get(edge)).status_code == 200


@pytest.mark.parametrize(
    ("taken", "asking", "status"),
    [
        ("192.0.2.1", "192.0.2.1", 429),
        ("192.0.2.1", "::ffff:192.0.2.1", 429),
        ("192.0.2.1", "192.0.2.2", 200),
        ("2001:db8:1::", "2001:db8:1:ffff::9", 429),
        ("2001:db8:1::", "2001:db8:2::9", 200),
    ],
)
async def test_one_address_does_not_take_all_places(
    edge: Edge, taken: str, asking: str, status: int
) -> None:
    for _ in range(3):
        edge.downloads.begin(household_of(taken))
    async with edge.client(address=asking) as client:
        answer = await client.get(_PATH)
        assert answer.status_code == status
        if status == 429:
            assert answer.headers["retry-after"] == "30"
            assert answer.json()["code"] == "too_many_downloads"
        edge.downloads.end(household_of(taken))
        assert (await client.get(_PATH)).status_code == 200


def test_addresses_that_load_nothing_are_not_remembered() -> None:
    downloads = Edge().downloads
    for number in range(9):
        downloads.begin(f"192.0.2.{number}")
        downloads.end(f"192.0.2.{number}")
    for _ in range(3):
        downloads.begin("192.0.2.7")
    with pytest.raises(TooManyDownloadsError):
        downloads.begin("192.0.2.7")
    assert dict(downloads._under_way) == {"192.0.2.7": 3}


async def test_as_many_images_are_held_as_fit() -> None:
    edge = Edge()
    held: list[int] = []
    serve = ServeImage(
        edge.room.store,
        edge.room.clock,
        held_bytes=2 * len(CONTENT),
        note_held=held.append,
    )
    for number in range(4):
        await edge.room.add_image(image(f"1.{number}.0", image_id=UUID(int=number)))
    for number in (0, 1, 0, 2, 3):
        assert (await serve(UUID(int=number)))[1] == CONTENT
    assert held == [len(CONTENT), *[2 * len(CONTENT)] * 3]


async def test_bytes_that_changed_in_the_database_are_not_served(edge: Edge) -> None:
    async with edge.room.store.transaction() as transaction:
        await transaction.save_part(IMAGE_ID, 0, bytes(65_536))
    with pytest.raises(CorruptImageError):
        await edge.serve(IMAGE_ID)


async def test_a_held_image_is_looked_up_now_and_then(edge: Edge) -> None:
    await edge.serve(IMAGE_ID)
    async with edge.room.store.transaction() as transaction:
        await transaction.delete_image(IMAGE_ID)
    await edge.serve(IMAGE_ID)
    edge.room.clock.advance(seconds=timedelta(minutes=1).total_seconds())
    with pytest.raises(ImageNotFoundError):
        await edge.serve(IMAGE_ID)


async def test_a_download_that_nobody_takes_is_cut_off() -> None:
    edge = Edge()
    edge.downloads.longest_s = 0.01
    await edge.room.add_image(image())
    never = asyncio.Event()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(_: Message) -> None:
        await never.wait()

    scope = {
        "type": "http",
        "method": "GET",
        "path": _PATH,
        "query_string": b"",
        "headers": [],
        "asgi": {"spec_version": "2.4"},
    }
    await edge.app(scope, receive, send)
    for number in range(5):  # all places are free again
        edge.downloads.begin(f"192.0.2.{number}")
