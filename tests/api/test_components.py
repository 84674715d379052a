"""The thesis' component tests, by the names of their behaviours, for every operation.

Here: "bad request on null body", "bad request on missing field", "not found", "empty array".
"unauthorized", "forbidden" and "success" of every operation are in test_roles.py.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from devstack.people.connection import ApiProblem
from devstack.people.person import People, Person
from libs.chassis.testing.eventually import eventually
from tests.api.bodies import body_of, sent_with
from tests.api.emptiness import (
    EMPTY,
    EMPTY_OF_OWN,
    EMPTY_ON_THE_FIRST_DAY,
    EMPTY_WITHIN,
    NEVER_EMPTY,
)
from tests.api.fleet import Fleet
from tests.api.operation import Operation, operations
from tests.api.problems import fields_of, problem_of
from tests.api.settled import A_MONTH
from tests.village import a_community, a_device_id, a_flat, a_home, a_user, an_identity

pytestmark = pytest.mark.asyncio(loop_scope="session")

_NOT_FOUND: Final[Mapping[tuple[str, str], str]] = {
    ("user", "sessionId"): "session_not_found",
    ("user", "passkeyId"): "passkey_not_found",
    ("community", "communityId"): "community_not_found",
    ("community", "facilityId"): "facility_not_found",
    ("community", "invitationId"): "invitation_not_found",
    ("community", "userId"): "access_not_found",
    ("energy", "communityId"): "community_not_found",
    ("energy", "deviceId"): "device_not_found",
    ("energy", "facilityId"): "facility_not_found",
    ("energy", "importId"): "import_not_found",
    ("energy", "month"): "month_not_found",
    ("energy", "number"): "settlement_not_found",
    ("energy", "zone"): "zone_not_found",
    ("device_gateway", "batchId"): "batch_not_found",
    ("device_gateway", "deviceId"): "device_not_found",
    ("device_gateway", "imageId"): "firmware_image_not_found",
    ("device_gateway", "rolloutId"): "firmware_rollout_not_found",
    ("engagement", "communityId"): "community_not_found",
    ("engagement", "facilityId"): "facility_not_found",
    ("engagement", "episodeId"): "episode_not_found",
    ("engagement", "endpointId"): "endpoint_not_found",
    ("engagement", "notificationId"): "notification_not_found",
}
"""What is said of an id that nobody has, by service and parameter."""

_ANY_ID: Final = frozenset(
    {
        ("PUT /user/{userId}/facility/{facilityId}", "userId"),
        # What one decided oneself is forgotten, also of a community that is no more.
        ("DELETE /notification/preference/community/{communityId}", "communityId"),
    }
)
"""The registry takes a role for any user's id: who has signed up is not its knowledge."""

_NOTHING_THERE: Final[Mapping[str, str]] = {
    "DELETE /facility/{facilityId}/device": "device_not_found",
    "DELETE /community/{communityId}/facility/{facilityId}": "membership_not_found",
    "DELETE /community/{communityId}/representative": "proposal_not_found",
    "GET /live/community/{communityId}/snapshot": "no_balance_yet",
    "GET /energy-data/community/{communityId}/today": "no_reading_yet",
}
"""What is said of things that exist and have nothing to show or to end."""

_VALUES: Final = {
    "newEmail": an_identity("Nobody").email,
    "ownerEmail": an_identity("Nobody").email,
    "ownerId": str(uuid4()),
    "newDeviceId": a_device_id(),
    "newDeviceProof": "AAAA-AAAA-AAA",
    "refreshToken": str(uuid4()),
    "newBatchId": "nobodys",
    "newVersion": "1.0.0",
    "newSignature": "A" * 86 + "==",
    "batchId": "nobodys",
    "deviceId": a_device_id(),
    "imageId": str(uuid4()),
    "now": datetime.now(UTC).isoformat(),
}
"""For bodies: whoever it is, nobody."""

_WITH_BODY: Final = [one for one in operations() if one.needs_object]


def _required_fields() -> Iterator[tuple[Operation, str]]:
    for operation in operations():
        for field in (operation.body_schema or {}).get("required", []):
            yield operation, field


def _unknown_ids() -> Iterator[tuple[Operation, str]]:
    for operation in operations():
        for parameter in operation.parameters("path"):
            if (str(operation), parameter) not in _ANY_ID:
                yield operation, parameter


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def newcomer(people: People) -> Person:
    """Somebody for whom nothing is there yet."""
    return await a_user(people, "Nina")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def bare(guest: Person) -> Mapping[str, str]:
    """A facility and a community, apart, without anything."""
    return {
        "facilityId": str(await guest.registry.create_facility(a_flat("Bare"))),
        "communityId": str(await guest.registry.create_community(a_community("Bare"))),
        "month": A_MONTH,
    }


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def quiet(guest: Person, fleet: Fleet, own: Mapping[str, str]) -> Mapping[str, str]:
    """A device of a facility, listed and never heard; a roll-out in which nothing has failed."""
    home = await a_home(guest, a_flat("Quiet"))
    await fleet.until_known(home.device_id)
    return {**await fleet.listed(home.device_id), "rolloutId": own["rolloutId"]}


@pytest.mark.parametrize("content", [b"null", b""], ids=["null", "nothing"])
@pytest.mark.parametrize("operation", _WITH_BODY, ids=str)
async def test_bad_request_on_null_body(
    *,
    http: httpx.AsyncClient,
    signed_in: Mapping[str, str],
    own: Mapping[str, str],
    operation: Operation,
    content: bytes,
) -> None:
    """FR1.2, FR2.2, FR5.3, FR6.3, FR7.3, FR8.3."""
    headers = {**signed_in, "Content-Type": "application/json"}
    answer = await http.request(
        operation.method, operation.url(own), headers=headers, content=content
    )
    assert (answer.status_code, problem_of(answer)["code"]) == (400, "invalid_request")


@pytest.mark.parametrize(("operation", "field"), tuple(_required_fields()), ids=str)
async def test_bad_request_on_missing_field(
    *,
    http: httpx.AsyncClient,
    signed_in: Mapping[str, str],
    own: Mapping[str, str],
    operation: Operation,
    field: str,
) -> None:
    """The problem names the field, and only it (FR1.2, FR2.2, FR5.3, FR6.3, FR7.3, FR8.3)."""
    fitting = body_of(operation, _VALUES) or {}
    body = {name: value for name, value in fitting.items() if name != field}
    answer = await http.request(operation.method, operation.url(own), headers=signed_in, json=body)
    problem = problem_of(answer)
    assert (answer.status_code, problem["code"]) == (400, "invalid_request")
    assert fields_of(problem) == {field}


@pytest.mark.parametrize(("operation", "parameter"), tuple(_unknown_ids()), ids=str)
async def test_not_found(
    http: httpx.AsyncClient,
    signed_in: Mapping[str, str],
    own: Mapping[str, str],
    operation: Operation,
    parameter: str,
) -> None:
    """An id that nobody has; everything else is the caller's own (FR5.3 to FR9.2)."""
    others = {name: value for name, value in own.items() if name != parameter}
    answer = await http.request(
        operation.method,
        operation.url(others),
        headers=signed_in,
        **sent_with(operation, _VALUES),
    )
    told = (answer.status_code, problem_of(answer)["code"])
    assert told == (404, _NOT_FOUND[operation.service, parameter])


@pytest.mark.parametrize("operation", _NOTHING_THERE)
async def test_not_found_where_nothing_is(
    guest: Person, bare: Mapping[str, str], operation: str
) -> None:
    """The thing exists, what is asked for in it does not (FR7.3, FR9.2)."""
    method, path = operation.split()

    async def is_told() -> bool:
        try:
            await guest.account.request(method, path.format_map(bare))
        except ApiProblem as problem:
            return (problem.status, problem.code) == (404, _NOTHING_THERE[operation])
        return False

    await eventually(is_told)  # the registry's news travels on its own


@pytest.mark.parametrize("operation", EMPTY)
async def test_empty_array(
    newcomer: Person, guest: Person, bare: Mapping[str, str], operation: str
) -> None:
    """200 with an empty array where there is nothing (FR3.1, FR3.2, FR4.2)."""
    asker = guest if "{" in operation else newcomer
    assert await _answered(asker, operation, bare, EMPTY[operation]) == []


@pytest.mark.parametrize("operation", EMPTY_OF_OWN)
async def test_empty_array_of_devices(
    guest: Person, fleet: Fleet, quiet: Mapping[str, str], operation: str
) -> None:
    """200 with an empty array where there is nothing, for the owner and for operators."""
    method, path = operation.split()
    asker = fleet.operator if path.startswith("/fleet") else guest.account
    url = f"{path.format_map(quiet)}{EMPTY_OF_OWN[operation]}"
    assert json.loads(await asker.request(method, url)) == []


@pytest.mark.parametrize("operation", EMPTY_WITHIN)
async def test_empty_array_within(guest: Person, bare: Mapping[str, str], operation: str) -> None:
    """200 with an empty array in the answer where there is nothing (FR3.3)."""
    query, field = EMPTY_WITHIN[operation]
    assert (await _answered(guest, operation, bare, query))[field] == []


async def test_every_list_is_known_to_be_empty_at_times_or_never() -> None:
    lists = {str(one) for one in operations() if one.answers_list}
    may_be_empty = EMPTY.keys() | EMPTY_OF_OWN.keys() | EMPTY_ON_THE_FIRST_DAY
    assert lists == may_be_empty | NEVER_EMPTY


async def _answered(asker: Person, operation: str, values: Mapping[str, str], query: str) -> Any:
    """The answer, as soon as the service knows what it is about."""
    method, path = operation.split()
    url = f"{path.format_map(values)}{query}"

    async def answer() -> bytes | None:
        try:
            return await asker.account.request(method, url)
        except ApiProblem as problem:
            if not problem.code.endswith("_not_found"):
                raise
            return None

    return json.loads(await eventually(answer))
