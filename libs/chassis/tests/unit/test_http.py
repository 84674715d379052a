"""Errors are RFC 9457 problems with stable codes; limits hold; input is never a 500."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI, Query

from libs.chassis import errors
from libs.chassis.auth import CurrentPrincipal
from libs.chassis.http import ApiModel, create_app
from libs.chassis.lifecycle import Readiness
from libs.chassis.testing.tokens import TestIssuer


class _Plant(ApiModel):
    max_production_w: float


class _RoofTooSmallError(errors.ConflictError):
    code = "roof_too_small"


def _app(readiness: Readiness, issuer: TestIssuer) -> FastAPI:
    app = create_app(
        service="test",
        title="Test",
        readiness=readiness,
        verifier=issuer.verifier(),
        max_body_bytes=1000,
    )

    @app.post("/plant")
    async def add(plant: _Plant) -> _Plant:
        if plant.max_production_w > 1e6:
            raise _RoofTooSmallError("that does not fit")
        return plant

    @app.post("/mine")
    async def add_mine(principal: CurrentPrincipal, plant: _Plant) -> UUID:
        return principal.user_id

    @app.get("/me")
    async def me(principal: CurrentPrincipal) -> UUID:
        return principal.user_id

    @app.get("/limited")
    async def limited(size: Annotated[int, Query(le=10)] = 1) -> int:
        raise errors.TooManyRequestsError("slow down", retry_after_s=7)

    @app.get("/away")
    async def away() -> None:
        raise ConnectionRefusedError("postgres is restarting")

    @app.get("/bug")
    async def bug() -> None:
        raise KeyError("secret")

    return app


@pytest.fixture
def readiness() -> Readiness:
    return Readiness()


@pytest.fixture
def issuer() -> TestIssuer:
    return TestIssuer()


@pytest.fixture
async def client(readiness: Readiness, issuer: TestIssuer) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(_app(readiness, issuer), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


async def test_bodies_are_camel_case_both_ways(client: httpx.AsyncClient) -> None:
    answer = await client.post("/plant", json={"maxProductionW": 3000})
    assert (answer.status_code, answer.json()) == (200, {"maxProductionW": 3000})


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"", "body"),
        (b"{}", "maxProductionW"),
        (b'{"maxProductionW": "much"}', "maxProductionW"),
        (b'{"maxProductionW": 1, "colour": "red"}', "colour"),
        (b"not json", "0"),
    ],
)
async def test_input_that_does_not_fit_is_a_400_that_names_the_field(
    client: httpx.AsyncClient, body: bytes, field: str
) -> None:
    answer = await client.post("/plant", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["code"] == "invalid_request"
    assert problem["errors"][0]["field"] == field


async def test_a_domain_error_keeps_its_code(client: httpx.AsyncClient) -> None:
    answer = await client.post("/plant", json={"maxProductionW": 2e6})
    assert (answer.status_code, answer.json()["code"]) == (409, "roof_too_small")


async def test_a_limit_says_when_to_come_back(client: httpx.AsyncClient) -> None:
    answer = await client.get("/limited")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "7")


async def test_a_database_that_is_away_is_503_and_not_a_fault_of_the_caller(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.get("/away")
    assert (answer.status_code, answer.json()["code"]) == (503, "temporarily_unavailable")


async def test_a_bug_tells_nothing_of_the_inside(client: httpx.AsyncClient) -> None:
    answer = await client.get("/bug")
    assert answer.status_code == 500
    assert "secret" not in answer.text


async def test_unknown_paths_and_methods_are_problems_too(client: httpx.AsyncClient) -> None:
    assert (await client.get("/nowhere")).json()["code"] == "not_found"
    assert (await client.delete("/plant")).json()["code"] == "method_not_allowed"


async def test_without_a_token_401_with_one_the_user(
    client: httpx.AsyncClient, issuer: TestIssuer
) -> None:
    user_id = uuid4()
    anonymous = await client.get("/me")
    assert (anonymous.status_code, anonymous.headers["www-authenticate"]) == (401, "Bearer")
    assert anonymous.json()["code"] == "unauthenticated"
    assert (await client.get("/me", headers=issuer.headers(user_id))).json() == str(user_id)


@pytest.mark.parametrize("body", [b"not json", b"\xff", b"{}", b"", b'{"maxProductionW": 1}'])
async def test_who_is_not_signed_in_is_told_so_before_what_is_wrong(
    client: httpx.AsyncClient, issuer: TestIssuer, body: bytes
) -> None:
    """Section 5: 401 without a valid token, whatever the body."""
    json_type = {"content-type": "application/json"}
    expired = {"authorization": f"Bearer {issuer.token(uuid4(), expires_in_s=-60)}"}
    for headers in ({}, expired, {"authorization": "Basic eDp5"}):
        answer = await client.post("/mine", content=body, headers=json_type | headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
        assert answer.headers["www-authenticate"] == "Bearer"

    signed_in = await client.post(
        "/mine", content=body, headers=json_type | issuer.headers(uuid4())
    )
    open_to_all = await client.post("/plant", content=body, headers=json_type)

    expected = 200 if b"1" in body else 400
    assert (signed_in.status_code, open_to_all.status_code) == (expected, expected)


async def test_a_body_above_the_limit_is_413_also_without_a_length(
    client: httpx.AsyncClient,
) -> None:
    declared = await client.post("/plant", content=b"x" * 1001)

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(11):
            yield b"x" * 100

    streamed = await client.post("/plant", content=chunks())
    assert {declared.status_code, streamed.status_code} == {413}
    assert streamed.json()["code"] == "body_too_large"


async def test_a_path_may_take_more(readiness: Readiness) -> None:
    app = create_app(
        service="large",
        title="Large",
        readiness=readiness,
        verifier=None,
        max_body_bytes=10,
        larger_bodies={"/files/": 20},
    )
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://large") as large:

        async def status(path: str, size: int) -> int:
            return (await large.post(path, content=b"x" * size)).status_code

        assert [await status("/files/a", 20), await status("/files/a", 21)] == [404, 413]
        assert [await status("/file", 10), await status("/file", 11)] == [404, 413]


async def test_a_body_that_does_not_end_is_408(readiness: Readiness) -> None:
    app = create_app(
        service="slow", title="Slow", readiness=readiness, verifier=None, body_timeout_s=0.05
    )

    async def endless() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()

    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://slow") as slow:
        answer = await slow.post("/plant", content=endless())
    assert (answer.status_code, answer.json()["code"]) == (408, "body_too_slow")
    assert answer.headers["connection"] == "close"


async def test_readiness_names_what_it_waits_for(
    client: httpx.AsyncClient, readiness: Readiness
) -> None:
    readiness.expect("registry")
    waiting = await client.get("/health/ready")
    assert (waiting.status_code, waiting.json()["waitingFor"]) == (503, ["registry"])
    assert (await client.get("/health/live")).status_code == 200
    readiness.mark_ready("registry")
    assert (await client.get("/health/ready")).status_code == 200


async def test_requests_are_counted_by_route(client: httpx.AsyncClient) -> None:
    await client.post("/plant", json={"maxProductionW": 1})
    metrics = (await client.get("/metrics")).text
    assert 'route="/plant"' in metrics


async def test_the_description_says_400_problem_where_fastapi_would_say_422(
    client: httpx.AsyncClient,
) -> None:
    description = (await client.get("/openapi/test.json")).json()
    responses = description["paths"]["/plant"]["post"]["responses"]
    assert description["openapi"] == "3.1.0"
    assert set(responses) == {"200", "400"}
    assert list(responses["400"]["content"]) == ["application/problem+json"]


def test_a_body_shows_what_it_names_alike_and_what_it_is_told() -> None:
    @dataclass
    class Roof:
        azimuth_degree: int
        max_production_w: float

    roof = Roof(azimuth_degree=180, max_production_w=4_500.0)
    assert _Plant.showing(roof) == _Plant(max_production_w=4_500.0)
    assert _Plant.showing(roof, max_production_w=1.0) == _Plant(max_production_w=1.0)
    with pytest.raises(AttributeError, match="max_production_w"):
        _Plant.showing(object())


async def test_a_listener_for_strangers_tells_nothing_of_the_inside(issuer: TestIssuer) -> None:
    app = create_app(
        service="test",
        title="Test",
        readiness=Readiness(),
        verifier=issuer.verifier(),
        for_strangers=True,
    )

    @app.get("/public")
    async def public() -> int:
        return 1

    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        assert (await client.get("/public")).json() == 1
        for path in ("/metrics", "/health/live", "/health/ready", "/openapi/test.json"):
            assert (await client.get(path)).status_code == 404
        too_large = await client.request("GET", "/public", content=bytes(65_537))
        assert too_large.status_code == 413


async def test_nobody_is_answered_from_half_of_what_there_is_to_know(
    client: httpx.AsyncClient, readiness: Readiness
) -> None:
    readiness.expect("registry")
    early = await client.get("/limited")
    assert (early.status_code, early.json()["code"]) == (503, "temporarily_unavailable")
    assert early.headers["retry-after"] == "1"
    assert (await client.get("/health/live")).status_code == 200
    assert (await client.get("/metrics")).status_code == 200

    readiness.mark_ready("registry")
    assert (await client.get("/limited")).status_code == 429

    readiness.mark_stopping()
    assert (await client.get("/limited")).status_code == 429, "what has begun is finished"
