"""Every operation of every service, asked wrongly: a problem with a stable code, never a 500."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterable, Mapping
from typing import Any, Final

import httpx
import pytest
import pytest_asyncio

from devstack.people.connection import ApiProblem
from devstack.people.person import People, Person
from devstack.supervisor.stack import Stack
from libs.chassis.testing.tokens import TestIssuer
from tests.journeys.wrong_requests import Operation, operations
from tests.village import a_community, a_flat, a_home, a_user

pytestmark = pytest.mark.asyncio(loop_scope="session")
OPERATIONS: Final = operations()
WITH_TOKEN: Final = [one for one in OPERATIONS if one.needs_token]
WITH_BODY: Final = [one for one in OPERATIONS if one.body_schema is not None]
_CODE: Final = re.compile(r"[a-z][a-z0-9_]+")
_JSON: Final = {"Content-Type": "application/json"}
_SIGN_OUT: Final = "/user/sign-out"  # ends the caller's session; of an unknown one nothing is said


def _each(chosen: list[Operation]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("operation", chosen, ids=str)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def http(stack: Stack) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=stack.url, trust_env=False, timeout=30) as client:
        yield client


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def guest(people: People) -> Person:
    """Whose session the requests below may end."""
    return await a_user(people, "Gino")


@pytest_asyncio.fixture(loop_scope="session")
async def token(guest: Person) -> str:
    """An access token that is good now."""
    account = guest.account
    try:
        await account.request("GET", "/user/profile")
    except ApiProblem:
        await account.sign_in()
    return await account.access_token()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def own(guest: Person) -> Mapping[str, str]:
    """Ids of things of the caller, so that requests get as far as they can."""
    home = await a_home(guest, a_flat("Guinea pig"))
    community_id = await guest.registry.create_community(a_community("Guinea pigs"))
    return {
        "facilityId": str(home.facility_id),
        "deviceId": home.device_id,
        "communityId": str(community_id),
    }


async def test_the_descriptions_are_those_that_are_served(http: httpx.AsyncClient) -> None:
    """So that the requests below are made from what people see."""
    served = set()
    for service in {one.service for one in OPERATIONS}:
        paths = (await http.get(f"/openapi/{service}.json")).json()["paths"]
        served |= {(service, path, method) for path in paths for method in paths[path]}
    assert served == {(one.service, one.path, one.method) for one in OPERATIONS}
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
        assert _problem(answer)["code"] == "unauthenticated"
        assert answer.headers["WWW-Authenticate"] == "Bearer"


@_each(OPERATIONS)
async def test_a_url_that_does_not_fit_is_a_problem(
    http: httpx.AsyncClient, token: str, own: Mapping[str, str], operation: Operation
) -> None:
    values = {} if operation.method == "delete" else own
    headers = {} if operation.path == _SIGN_OUT else _signed_in(token)
    for answer in await _all(
        _asked(http, operation, url, headers=headers)
        for url in (operation.url(), *operation.wrong_urls(values))
    ):
        _require_no_fault(answer)


@_each(WITH_BODY)
async def test_a_body_that_does_not_fit_is_a_problem(
    http: httpx.AsyncClient, token: str, own: Mapping[str, str], operation: Operation
) -> None:
    headers = _JSON | ({} if operation.path == _SIGN_OUT else _signed_in(token))
    url = operation.url(own)
    for answer in await _all(
        _asked(http, operation, url, headers=headers, content=body)
        for body in operation.wrong_bodies()
    ):
        _require_no_fault(answer)
        told = f"{answer.request.content[:100]!r}: {answer.text}"
        assert answer.is_error or operation.path == _SIGN_OUT, told
    for answer in await _all(
        _asked(http, operation, url, headers=headers, content=body)
        for body in operation.odd_bodies()
    ):
        _require_no_fault(answer)


@_each([one for one in WITH_BODY if one.needs_body])
async def test_a_missing_body_is_a_problem(
    http: httpx.AsyncClient, token: str, operation: Operation
) -> None:
    answer = await http.request(operation.method, operation.url(), headers=_signed_in(token))
    assert (answer.status_code, _problem(answer)["code"]) == (400, "invalid_request")


@_each(WITH_BODY)
async def test_an_unknown_field_is_named(
    http: httpx.AsyncClient, token: str, operation: Operation
) -> None:
    answer = await http.request(
        operation.method, operation.url(), headers=_signed_in(token), json={"unknownField": 1}
    )
    problem = _problem(answer)
    assert (answer.status_code, problem["code"]) == (400, "invalid_request")
    assert "unknownField" in {error["field"] for error in problem["errors"]}


@_each(WITH_BODY)
async def test_a_body_that_is_too_large_is_not_read(
    http: httpx.AsyncClient, token: str, operation: Operation
) -> None:
    headers = _JSON | _signed_in(token)
    answer = await http.request(
        operation.method, operation.url(), headers=headers, content=operation.too_large_body()
    )
    assert (answer.status_code, _problem(answer)["code"]) == (413, "body_too_large")


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
    limit = asyncio.Semaphore(16)

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
        _problem(answer)


def _signed_in(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _problem(answer: httpx.Response) -> dict[str, Any]:
    """The answer as a problem (RFC 9457)."""
    told = f"{answer.request.method} {answer.request.url}: {answer.status_code} {answer.text[:200]}"
    assert answer.headers.get("Content-Type") == "application/problem+json", told
    problem: dict[str, Any] = answer.json()
    assert problem["status"] == answer.status_code, told
    assert _CODE.fullmatch(problem["code"]), told
    assert problem["title"], told
    assert problem["detail"], told
    return problem
