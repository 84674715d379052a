"""Pages of lists: each entry once, the way to the next page, and cursors that are none."""

import base64
import contextlib
from typing import Annotated, Final
from urllib.parse import urljoin
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI, Request, Response
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field

from libs.chassis.http import create_app
from libs.chassis.lifecycle import Readiness
from libs.chassis.paging import MAX_LISTED, PAGED, Cursor, Cursors, InvalidCursorError, Limit
from libs.chassis.testing.tokens import TestIssuer

_ISSUER: Final = TestIssuer()
_POSITIONS: Final[Cursors[int]] = Cursors(Annotated[int, Field(ge=0, lt=100)])


def _app() -> FastAPI:
    app = create_app(
        service="test", title="Test", readiness=Readiness(), verifier=_ISSUER.verifier()
    )

    @app.get("/number", responses=PAGED)
    async def list_numbers(
        *,
        request: Request,
        response: Response,
        limit: Limit = 100,
        cursor: Cursor = None,
        count: int = 9,
        step: int = 1,
    ) -> list[int]:
        last = _POSITIONS.read(cursor)
        rest = [each for each in range(0, count, step) if last is None or each > last]
        found = rest[: limit + 1]
        return list(_POSITIONS.cut(found, limit, lambda each: each, request, response))

    return app


_APP: Final = _app()


def _client() -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(_APP),
        base_url="http://test",
        headers=_ISSUER.headers(uuid4()),
    )


async def _follow(client: httpx.AsyncClient, url: str | None) -> list[list[int]]:
    """Every page, as a client finds them."""
    pages = []
    while url is not None:
        answer = await client.get(url)
        assert answer.status_code == 200, answer.text
        pages.append(answer.json())
        following = answer.links.get("next")
        url = urljoin(url, following["url"]) if following else None
    return pages


@settings(max_examples=30)
@given(count=st.integers(0, 9), limit=st.integers(1, 10))
async def test_every_entry_is_on_one_page(count: int, limit: int) -> None:
    async with _client() as client:
        pages = await _follow(client, f"/number?count={count}&limit={limit}")
    assert [each for page in pages for each in page] == list(range(count))
    assert all(len(page) == limit for page in pages[:-1])
    assert len(pages) == max(1, -(-count // limit)), "no empty page behind a full last one"


async def test_what_was_asked_for_stays_on_the_next_page() -> None:
    async with _client() as client:
        assert await _follow(client, "/number?limit=2&step=3") == [[0, 3], [6]]


async def test_the_next_page_is_found_behind_any_prefix() -> None:
    async with _client() as client:
        answer = await client.get("/number?limit=2")
    assert answer.headers["link"].startswith("<?")


def _encoded(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        *["", "?", "x", "bm9uZQ==", "\u00e8", "a" * 1_000],
        *map(_encoded, ("null", "[]", '"\\ud800"', "-1", "100", "1e400", "9" * 500)),
    ],
)
async def test_a_cursor_that_is_none(cursor: str) -> None:
    async with _client() as client:
        answer = await client.get("/number", params={"cursor": cursor})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor")
    assert [error["field"] for error in answer.json()["errors"]] == ["cursor"]


@given(cursor=st.text(max_size=30) | st.binary(max_size=30).map(base64.b64encode).map(bytes.decode))
def test_no_cursor_is_a_fault_of_ours(cursor: str) -> None:
    with contextlib.suppress(InvalidCursorError):
        assert _POSITIONS.read(cursor) in range(100)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        (f"cursor={'a' * 2_001}", "cursor"),
        ("limit=0", "limit"),
        (f"limit={MAX_LISTED + 1}", "limit"),
    ],
)
async def test_questions_have_limits(query: str, field: str) -> None:
    async with _client() as client:
        answer = await client.get(f"/number?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")
    assert [error["field"] for error in answer.json()["errors"]] == [field]


async def test_the_description_says_where_the_next_page_is() -> None:
    answers = _APP.openapi()["paths"]["/number"]["get"]["responses"]
    assert "Link" in answers["200"]["headers"]
