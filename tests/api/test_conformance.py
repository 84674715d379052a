"""Every operation answers as its description says, whatever it is asked (schemathesis).

No 5xx; only statuses, content types, headers and bodies that the OpenAPI document has.
"""

from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Final
from uuid import UUID

import httpx
import pytest

from devstack.people.person import People, Person
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from services.user.inbound.http import EVENLY_PACED
from tests.api.bodies import sent_with
from tests.api.conformance import Conformance, Own
from tests.api.fleet import Fleet
from tests.api.operation import Operation, operations
from tests.api.scenes import an_endpoint
from tests.api.settled import a_settled_month, books_know
from tests.figures import Figures
from tests.village import a_community, a_device_id, a_flat, a_home, a_user, an_identity

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.slow]

_MANY: Final = 180
_MANY_PACED: Final = 40
"""Where answers come no sooner than after a quarter of a second, to tell nothing by their time."""
_OF_DEVICES: Final = "device_gateway"
_OF_UPLOADS: Final = ("/fleet/firmware/{imageId}/part", "/fleet/firmware/{imageId}/complete")
_ENDS_THE_SESSION: Final = "POST /user/sign-out"
(_SIGN_OUT,) = (one for one in operations() if str(one) == _ENDS_THE_SESSION)
_OTHERS: Final = tuple(
    one
    for one in operations()
    # A stream that is everybody's would open each time; who may open it is in roles.txt.
    if one is not _SIGN_OUT and not (one.is_stream and not one.parameters("path"))
)


async def _ask(
    stack: Stack, person: Person, operation: Operation, examples: int, ids: Mapping[str, str]
) -> Counter[int]:
    """Ask so often about everything; about nothing, once says it all."""
    access_token = await person.account.access_token()
    return Conformance(stack.service_url(operation.service)).check(
        operation,
        own=Own(ids, _body_of(stack, person, operation, ids)),
        token=(
            partial(_sign_in, stack, person)
            if str(operation) == _ENDS_THE_SESSION
            else lambda: stack.operator_token if operation.is_for_operators else access_token
        ),
        examples=examples if operation.takes_anything else 1,
    )


def _sign_in(stack: Stack, person: Person) -> str:
    """The access token of a new session."""
    identity = person.account.identity
    credentials = {"email": identity.email, "password": identity.password}
    answer = httpx.post(f"{stack.url}/user/sign-in", json=credentials, trust_env=False)
    answer.raise_for_status()
    return str(answer.json()["accessToken"])


def _body_of(stack: Stack, person: Person, operation: Operation, ids: Mapping[str, str]) -> object:
    """Of the account nothing: a right password would end it."""
    if operation.service == "user":
        return None
    new_device_id = a_device_id()
    values = {
        "newEmail": an_identity("New").email,
        "newDeviceId": new_device_id,
        "newDeviceProof": stack.code_on_label(new_device_id),
        "ownerId": str(person.account.user_id),
        "now": datetime.now(UTC).isoformat(),
    }
    return next(iter(sent_with(operation, {**values, **ids}).values()), None)


async def _things_of(person: Person, operation: Operation) -> Mapping[str, str]:
    """Ids of new things of the caller's, as far as the operation is about any."""
    if operation.is_stream or not operation.parameters("path"):
        return {}  # the answer of a live view goes on
    if "endpointId" in operation.parameters("path"):
        return {"endpointId": await an_endpoint(person)}
    home = await a_home(person, a_flat())
    community_id = await person.registry.create_community(a_community())
    ids = {
        "facilityId": str(home.facility_id),
        "communityId": str(community_id),
        "deviceId": home.device_id,
        "zone": "NORD",
    }
    if "month" not in operation.parameters("path"):
        return ids
    await person.registry.consent_to_membership(community_id, home.facility_id)
    await eventually(partial(books_know, person, community_id))
    month = await a_settled_month(person, str(community_id))
    return {**ids, "month": month, "number": "1"}


@asynccontextmanager
async def _new_things(
    person: Person, fleet: Fleet, operation: Operation
) -> AsyncIterator[Mapping[str, str]]:
    """Withdrawing the image ends its roll-outs, of which there is room for few."""
    if operation.service != _OF_DEVICES:
        yield await _things_of(person, operation)
        return
    ids = await _things_of_a_device(person, fleet)
    is_upload = operation.path in _OF_UPLOADS
    yield {**ids, "imageId": str(await fleet.announced())} if is_upload else ids
    await fleet.operator.withdraw_image(UUID(ids["imageId"]))


async def _things_of_a_device(person: Person, fleet: Fleet) -> Mapping[str, str]:
    home = await a_home(person, a_flat())
    return {**await fleet.around(home.device_id), **fleet.new_names()}


@pytest.mark.timeout(600)
@pytest.mark.parametrize("operation", _OTHERS, ids=str)
async def test_answers_are_as_described(
    *, stack: Stack, people: People, fleet: Fleet, figures: Figures, operation: Operation
) -> None:
    """About 10,000 requests in all; limits of one user answer where they are what is asked for."""
    caller = await a_user(people, "Gaia")
    examples = _MANY_PACED if operation.path in EVENLY_PACED else _MANY
    async with _new_things(caller, fleet, operation) as ids:
        answered = await _ask(stack, caller, operation, examples, ids)
    figures.add(f"{operation}: {_counted(answered)}")


async def test_answers_to_sign_out_are_as_described(stack: Stack, people: People) -> None:
    await _ask(stack, await a_user(people, "Lea"), _SIGN_OUT, _MANY_PACED, {})


def _counted(answered: Counter[int]) -> str:
    return ", ".join(f"{count} x {status}" for status, count in sorted(answered.items()))
