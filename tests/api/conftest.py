"""Who asks in the tests of the API."""

from collections.abc import AsyncIterator, Mapping

import httpx
import pytest
import pytest_asyncio

from devstack.people.connection import ApiProblem
from devstack.people.person import People, Person
from devstack.supervisor.stack import Stack
from tests.api.fleet import Fleet
from tests.api.settled import A_MONTH
from tests.api.stage import Stage, opened_stage
from tests.village import a_community, a_flat, a_home, a_user


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def http(stack: Stack) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(
        base_url=stack.url, trust_env=False, verify=False, timeout=30
    ) as client:
        yield client


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def fleet(stack: Stack, people: People) -> Fleet:
    """What operators ask about."""
    return Fleet(stack, people.operator(stack.operator_token))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stage(stack: Stack, people: People, fleet: Fleet, http: httpx.AsyncClient) -> Stage:
    """Everybody who may ask, and what they ask about."""
    return await opened_stage(stack, people, fleet, http)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def guest(people: People) -> Person:
    """Whose session wrong requests may end."""
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


@pytest.fixture
def signed_in(request: pytest.FixtureRequest, stack: Stack, token: str) -> Mapping[str, str]:
    """The headers of a signed-in user, or of an operator for an operation that is theirs."""
    callspec = getattr(request.node, "callspec", None)
    operation = callspec.params.get("operation") if callspec else None
    is_for_operators = operation is not None and operation.is_for_operators
    return {"Authorization": f"Bearer {stack.operator_token if is_for_operators else token}"}


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def own(guest: Person, fleet: Fleet) -> Mapping[str, str]:
    """Ids of things of the guest, so that requests get as far as they can."""
    home = await a_home(guest, a_flat("Guinea pig"))
    community_id = await guest.registry.create_community(a_community("Guinea pigs"))
    return {
        **await fleet.around(home.device_id),
        "facilityId": str(home.facility_id),
        "communityId": str(community_id),
        "userId": str(guest.account.user_id),
        "zone": "NORD",
        "month": A_MONTH,
        "number": "1",
    }
