"""Idempotency-Key: a POST whose answer was lost is sent again without harm."""

from typing import Any

import httpx
import pytest

from services.community.tests.samples import ANNA, BRUNO
from services.community.tests.unit.edge import HOUSE, SOLARA, Edge

DAY_S = 86_400
each_kind = pytest.mark.parametrize(
    ("path", "body"), [("/facility", HOUSE), ("/community", SOLARA)]
)


async def post(
    edge: Edge, path: str, body: dict[str, Any], key: str | None = "key-1", user: Any = ANNA
) -> httpx.Response:
    headers = edge.issuer.headers(user) | ({"idempotency-key": key} if key is not None else {})
    return await edge.client.post(path, json=body, headers=headers)


@each_kind
async def test_the_same_request_has_the_same_answer(
    edge: Edge, path: str, body: dict[str, Any]
) -> None:
    """Also after the entity has changed, and when it is removed."""
    first = await post(edge, path, body)
    edge.clock.advance(seconds=DAY_S - 1)
    await edge.ask("PUT", first.headers["location"], ANNA, body | {"name": "Other"})

    again = await post(edge, path, body)
    removed = await edge.ask("DELETE", first.headers["location"])
    last = await post(edge, path, body)

    assert (first.status_code, removed.status_code) == (201, 200)
    for answer in (again, last):
        assert (answer.status_code, answer.json()) == (201, first.json())
        assert answer.headers["location"] == first.headers["location"]
        assert answer.headers["etag"] == first.headers["etag"]
    assert await edge.get(f"/user{path}") == []


@each_kind
async def test_the_same_key_with_another_body_is_refused(
    edge: Edge, path: str, body: dict[str, Any]
) -> None:
    await post(edge, path, body)

    other = await post(edge, path, body | {"name": "Other"})

    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
    assert len(await edge.get(f"/user{path}")) == 1


async def test_a_key_is_one_request_of_one_user(edge: Edge) -> None:
    await post(edge, "/facility", HOUSE)

    elsewhere = await post(edge, "/community", SOLARA)
    of_another = await post(edge, "/facility", HOUSE, user=BRUNO)

    assert (elsewhere.status_code, elsewhere.json()["code"]) == (409, "idempotency_key_reused")
    assert of_another.status_code == 201


@pytest.mark.parametrize(("key", "later_s"), [("key-2", 0), (None, 0), ("key-1", DAY_S)])
async def test_another_key_none_or_one_of_yesterday_creates_anew(
    edge: Edge, key: str | None, later_s: int
) -> None:
    await post(edge, "/facility", HOUSE)
    edge.clock.advance(seconds=later_s)

    assert (await post(edge, "/facility", HOUSE, key)).status_code == 201
    assert len(await edge.get("/user/facility")) == 2


async def test_what_was_refused_may_be_tried_again(edge: Edge) -> None:
    """Only what was created is remembered."""
    wrong = await post(edge, "/facility", HOUSE | {"commissionedOn": None})

    right = await post(edge, "/facility", HOUSE)

    assert (wrong.status_code, right.status_code) == (400, 201)


@pytest.mark.parametrize("key", ["", " ", "a b", "k" * 256])
async def test_a_key_that_is_none(edge: Edge, key: str) -> None:
    answer = await post(edge, "/facility", HOUSE, key)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")
    assert await edge.get("/user/facility") == []
