"""Members as they become so: signed up, signed in, each with a facility in a community."""

import asyncio
from collections.abc import Sequence
from typing import Final

from benchmarks.api.plan import Member
from benchmarks.api.settings_entered import COMMUNITY, HOME
from devstack.people.account import Identity
from devstack.people.person import People, Person

_PASSWORD: Final = "sole-di-mezzogiorno-7"  # noqa: S105  of nobody
_COMMUNITY_SIZE: Final = 10
_AT_A_TIME: Final = 8
"""Who sign up together: two cores hash no more passwords than that in a moment."""


async def sign_up(people: People, count: int) -> list[Person]:
    """New users. Raises ApiProblem, NoMailError."""
    limit = asyncio.Semaphore(_AT_A_TIME)

    async def one(number: int) -> Person:
        async with limit:
            return await people.user(
                Identity(email=f"member-{number:03}@example.org", password=_PASSWORD)
            )

    return await asyncio.gather(*map(one, range(count)))


async def join(people: Sequence[Person]) -> list[Member]:
    """Communities of ten, the first of each represents it. Raises ApiProblem."""
    members: list[Member] = []
    for start in range(0, len(people), _COMMUNITY_SIZE):
        members += await _found(people[start : start + _COMMUNITY_SIZE])
    return members


async def _found(people: Sequence[Person]) -> list[Member]:
    representative = people[0]
    community_id = await representative.registry.create_community(COMMUNITY)
    members = []
    for person in people:
        facility_id = await person.registry.create_facility(HOME)
        for side in dict.fromkeys((person, representative)):
            await side.registry.consent_to_membership(community_id, facility_id)
        token = await person.account.access_token()
        members.append(Member(token, str(facility_id), str(community_id)))
    return members
