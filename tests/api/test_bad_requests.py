"""Every operation of every service, asked wrongly: a problem with a stable code, never a 500."""

import asyncio
import zlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Final, TypeVar

import httpx
import pytest

from devstack.people.person import Person
from libs.chassis.testing.tokens import TestIssuer
from tests.api.operation import Operation, descriptions, operations
from tests.api.problems import fields_of, problem_of
from tests.api.wrong_requests import odd_bodies, too_large_body, wrong_bodies, wrong_urls

pytestmark = pytest.mark.asyncio(loop_scope="session")
OPERATIONS: Final = operations()
WITH_TOKEN: Final = [one for one in OPERATIONS if one.needs_token]
WITH_BODY: Final = [one for one in OPERATIONS if one.media_type is not None]
WITH_OBJECT: Final = [one for one in OPERATIONS if one.body_schema is not None]
CLOSED: Final = [one for one in WITH_OBJECT if not one.ignores_unknown_fields]
_JSON: Final = {"Content-Type": "application/json"}
T = TypeVar("T")
_SIGN_OUT: Final = "/user/sign-out"  # ends the caller's session; of an unknown one nothing is said
_ONE_IN: Final = pytest.mark.parametrize(
    "one_in", [12, pytest.param(1, marks=pytest.mark.slow)], ids=["some", "all"]
)
"""How many of the requests are made: each wrong value is asked of some operations, or of all."""


def _each(chosen: Sequence[Operation]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("operation", chosen, ids=str)


async def test_the_descriptions_are_those_that_are_served(http: httpx.AsyncClient) -> None:
    """So that the requests below are made from what people see."""
    for service, description in descriptions().items():
        served = (await http.get(f"/openapi/{service}.json")).json()
        assert served == description, f"{service}: run `make schemas`"
    assert len(descriptions()) == 5
    assert len(OPERATIONS) > 30


@_each(WITH_TOKEN)
async def test_without_a_valid_token_nobody_gets_in(
    http: httpx.AsyncClient, guest: Person, token: str, operation: Operation
) -> None:
    forged = TestIssuer(key_id="unknown").token(guest.account.user_id)
    head, claims, signature = token.split(".")
    wrong = [
        None,
        "Bearer",
        "Bearer nonsense",
        f"Basic {token}",
        f"Bearer {forged}",
        f"Bearer {head}.{claims}.{signature[::-1]}",
        f"Bearer eyJhbGciOiJub25lIn0.{claims}.",
    ]
    for authorization in wrong:
        headers = {} if authorization is None else {"Authorization": authorization}
        answer = await http.request(operation.method, operation.url(), headers=headers)
        assert answer.status_code == 401, f"{authorization}: {answer.text}"
        assert problem_of(answer)["code"] == "unauthenticated"
        assert answer.headers["WWW-Authenticate"] == "Bearer"


@_ONE_IN
@_each(OPERATIONS)
async def test_a_url_that_does_not_fit_is_a_problem(
    *,
    http: httpx.AsyncClient,
    signed_in: Mapping[str, str],
    own: Mapping[str, str],
    operation: Operation,
    one_in: int,
) -> None:
    values = {} if operation.method == "delete" else own
    headers = {} if operation.path == _SIGN_OUT else signed_in
    for answer in await _all(
        _asked(http, operation, url, headers=headers)
        for url in (operation.url(), *_some(wrong_urls(operation, values), operation, one_in))
    ):
        _require_no_fault(answer)


@_ONE_IN
@_each(WITH_OBJECT)
async def test_a_body_that_does_not_fit_is_a_problem(
    *,
    http: httpx.AsyncClient,
    signed_in: Mapping[str, str],
    own: Mapping[str, str],
    operation: Operation,
    one_in: int,
) -> None:
    headers = {**_JSON, **({} if operation.path == _SIGN_OUT else signed_in)}
    url = operation.url(own)
    for answer in await _all(
        _asked(http, operation, url, headers=headers, content=body)
        for body in wrong_bodies(operation)
    ):
        _require_no_fault(answer)
        told = f"{answer.request.content[:100]!r}: {answer.text}"
        assert answer.is_error or operation.path == _SIGN_OUT, told
    for answer in await _all(
        _asked(http, operation, url, headers=headers, content=body)
        for body in _some(odd_bodies(operation), operation, one_in)
    ):
        _require_no_fault(answer)


@_each(CLOSED)
async def test_an_unknown_field_is_named(
    http: httpx.AsyncClient,
    signed_in: Mapping[str, str],
    own: Mapping[str, str],
    operation: Operation,
) -> None:
    answer = await http.request(
        operation.method, operation.url(own), headers=signed_in, json={"unknownField": 1}
    )
    problem = problem_of(answer)
    assert (answer.status_code, problem["code"]) == (400, "invalid_request")
    assert "unknownField" in fields_of(problem)


@_each(WITH_BODY)
async def test_a_body_that_is_too_large_is_not_read(
    http: httpx.AsyncClient, signed_in: Mapping[str, str], operation: Operation
) -> None:
    headers = {**_JSON, **signed_in}
    answer = await http.request(
        operation.method, operation.url(), headers=headers, content=too_large_body()
    )
    assert (answer.status_code, problem_of(answer)["code"]) == (413, "body_too_large")


def _some(wrong: Iterable[T], operation: Operation, one_in: int) -> Iterable[T]:
    """Every so-manieth, beginning elsewhere for each operation."""
    return islice(wrong, zlib.crc32(str(operation).encode()) % one_in, None, one_in)


async def _asked(
    http: httpx.AsyncClient,
    operation: Operation,
    url: str,
    *,
    headers: Mapping[str, str],
    content: bytes | None = None,
) -> httpx.Response:
    """The answer; of one that goes on only its head."""
    request = http.build_request(operation.method, url, headers=headers, content=content)
    answer = await http.send(request, stream=operation.is_stream)
    if operation.is_stream:
        if answer.is_error:
            await answer.aread()
        await answer.aclose()
    return answer


async def _all(asked: Iterable[Any]) -> list[httpx.Response]:
    """Some at a time."""
    limit = asyncio.Semaphore(4)

    async def one(question: Any) -> httpx.Response:
        async with limit:
            answer: httpx.Response = await question
            return answer

    return await asyncio.gather(*map(one, asked))


def _require_no_fault(answer: httpx.Response) -> None:
    """Whatever was asked: an answer, or a problem of the caller's."""
    told = f"{answer.request.url} {answer.request.content[:100]!r}: {answer.status_code}"
    assert answer.status_code < 500, told
    if answer.is_error:
        problem_of(answer)
