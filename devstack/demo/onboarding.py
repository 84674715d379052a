"""Founds a community through the public APIs, as people would; again after any interruption."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Final, TypeVar
from uuid import UUID

import httpx

from devstack.demo.cast import Cast, Member
from devstack.demo.memory import FoundedCommunity, FoundedMember
from devstack.people.connection import ApiProblem
from devstack.people.mailbox import NoMailError
from devstack.people.person import People, Person
from devstack.supervisor.events import StackError

Step = Callable[[str], AbstractContextManager[None]]
"""Shows that something of that name is under way."""

ResultT = TypeVar("ResultT")
_AT_ONCE: Final = 4
_DEFAULT_COOLDOWN_S: Final = 14_400.0


class OnboardingError(StackError):
    """People could not found the community; the message says what was refused."""


async def found_community(
    people: People, cast: Cast, *, since: datetime, step: Step
) -> FoundedCommunity:
    """Everybody signs up, adds facility and device, and joins; what is done already is kept.

    Raises OnboardingError.
    """
    try:
        return await _found(people, cast, since, step)
    except (ApiProblem, httpx.TransportError, NoMailError) as error:
        raise OnboardingError(
            f"the community could not be founded: {error or type(error).__name__}. "
            "Run it again: it goes on where it stopped. The services' logs are in log/ "
            "of the state folder"
        ) from error


async def _found(people: People, cast: Cast, since: datetime, step: Step) -> FoundedCommunity:
    with step("people"):
        users = await _each(cast.members, lambda member: people.user(member.owner))
    representative = users[0]
    with step("community"):
        community_id = await _community(representative, cast)
    with step("facilities"):
        owned = dict(zip(cast.members, users, strict=True))

        async def settle(member: Member) -> FoundedMember:
            owner = owned[member]
            facility_id = await _facility_with_device(owner, member, since)
            await _join(representative, owner, community_id, facility_id, since)
            return FoundedMember(member.device_id, facility_id, owner.account.user_id)

        members = await _each(cast.members, settle)
    policy = cast.community.surplus_policy
    return FoundedCommunity(
        name=cast.community.name,
        community_id=community_id,
        since=since,
        cooldown_s=policy.get("cooldownS", _DEFAULT_COOLDOWN_S),
        members=tuple(members),
    )


async def _community(representative: Person, cast: Cast) -> UUID:
    for known in await representative.registry.communities():
        if known.name == cast.community.name:
            return known.community_id
    return await representative.registry.create_community(cast.community)


async def _facility_with_device(owner: Person, member: Member, since: datetime) -> UUID:
    """The facility with that device; else one of that name still without; else a new one."""
    known = await owner.registry.facilities()
    for facility in known:
        if facility.device is not None and facility.device.device_id == member.device_id:
            return facility.facility_id
    without = (f for f in known if f.device is None and f.name == member.facility.name)
    unfinished = next(without, None)
    if unfinished is not None:
        facility_id = unfinished.facility_id
    else:
        facility_id = await owner.registry.create_facility(member.facility)
    await owner.registry.attach_device(facility_id, member.device_id, since)
    return facility_id


async def _join(
    representative: Person, owner: Person, community_id: UUID, facility_id: UUID, since: datetime
) -> None:
    """The representative invites, the owner accepts; for what has joined already nothing."""
    facility = await owner.registry.facility(facility_id)
    if facility.community is not None:
        return
    sides = [representative] if owner is representative else [representative, owner]
    for side in sides:
        await side.registry.consent_to_membership(community_id, facility_id, since)


async def _each(
    members: Sequence[Member], work: Callable[[Member], Awaitable[ResultT]]
) -> list[ResultT]:
    """A few at a time. Raises the first failure, once nothing is under way any more."""
    limit = asyncio.Semaphore(_AT_ONCE)

    async def one(member: Member) -> ResultT:
        async with limit:
            return await work(member)

    results = await asyncio.gather(*map(one, members), return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return [result for result in results if not isinstance(result, BaseException)]
