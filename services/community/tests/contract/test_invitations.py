"""Invitations: the same promises from Postgres and from the memory twin."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from services.community.domain.facility import FacilityRole
from services.community.domain.invitation import AddressHash
from services.community.domain.page import Newest
from services.community.outbound.memory.registry import MemoryRegistry
from services.community.outbound.memory.upkeep import MemoryUpkeep
from services.community.outbound.postgres.upkeep import PostgresUpkeep
from services.community.ports import RegistryUpkeep
from services.community.tests.contract.subject import Subject
from services.community.tests.samples import (
    ANNA,
    BRUNO,
    BY_ANNA,
    CARLAS,
    NOON,
    an_invitation,
    at,
    facility,
    first,
)

OTHER = AddressHash(b"other")
ROLE = an_invitation(CARLAS)
ELSEWHERE = replace(
    ROLE, invitation_id=UUID(int=72), facility_id=facility(2).facility_id, invited_at=at(1)
)
OTHERS = replace(ROLE, invitation_id=UUID(int=73), address_hash=OTHER, invited_by=BRUNO)


@pytest.fixture
async def subject(subject: Subject) -> Subject:
    await subject.keep(facility(1), facility(2, name="Villa"))
    async with subject.registry.transaction(BY_ANNA) as transaction:
        for invitation in (ROLE, ELSEWHERE, OTHERS):
            await transaction.invitations.keep(invitation)
    return subject


async def test_what_is_open_is_found_until_it_expires(subject: Subject) -> None:
    for_carla = await subject.registry.invitations_for(CARLAS, at(2), limit=9)
    assert [(one.invitation, one.facility_name) for one in for_carla] == [
        (ELSEWHERE, "Villa"),
        (ROLE, "Casa"),
    ]
    assert len(await subject.registry.invitations_for(CARLAS, at(2), limit=1)) == 1
    assert list(await subject.registry.invitations_of_facility(ROLE.facility_id, NOON)) == [
        ROLE,
        OTHERS,
    ]
    async with subject.registry.transaction(BY_ANNA) as transaction:
        assert await transaction.invitations.open_by(ANNA, NOON) == 2
        assert list(await transaction.invitations.open_at(ROLE.facility_id, NOON)) == [ROLE, OTHERS]
        assert await transaction.invitations.open_by(ANNA, at(24)) == 0
        assert await transaction.invitations.open_at(ROLE.facility_id, at(24)) == []
        assert await transaction.invitations.find(ROLE.invitation_id) == ROLE
    assert await subject.registry.invitations_for(CARLAS, at(24), limit=9) == []
    assert await subject.registry.invitations_of_facility(ROLE.facility_id, at(24)) == []


async def test_one_for_an_address_and_gone_once(subject: Subject) -> None:
    again = replace(ROLE, invitation_id=UUID(int=74), role=FacilityRole.OWNER, invited_at=at(3))
    async with subject.registry.transaction(BY_ANNA) as transaction:
        await transaction.invitations.keep(again)
        assert await transaction.invitations.find(ROLE.invitation_id) is None
        assert await transaction.invitations.drop(again, at(4))
        assert not await transaction.invitations.drop(again, at(4))

    trail = await subject.registry.audit_trail(ROLE.facility_id, first(Newest, 2))

    seen = [
        [
            document and document["invitation"] and document["invitation"]["role"]
            for document in both
        ]
        for both in ((each.entry.before, each.entry.after) for each in trail)
    ]
    assert seen == [["owner", None], ["viewer", "owner"]]


async def test_a_removed_facility_invites_nobody(subject: Subject) -> None:
    async with subject.registry.transaction(BY_ANNA) as transaction:
        await transaction.facilities.lock(ROLE.facility_id)
        await transaction.facilities.remove(facility(1).removed(at(1)))

    async with subject.registry.transaction(BY_ANNA) as transaction:
        assert await transaction.invitations.find(ROLE.invitation_id) is None
        assert await transaction.invitations.find(ELSEWHERE.invitation_id) == ELSEWHERE


async def test_an_account_takes_its_invitations_along(subject: Subject) -> None:
    async with subject.registry.transaction(BY_ANNA) as transaction:
        await transaction.forget_account(ANNA)
        assert await transaction.invitations.find(ROLE.invitation_id) is None
        assert await transaction.invitations.find(OTHERS.invitation_id) == OTHERS


async def test_what_has_expired_is_forgotten(subject: Subject, pool: "asyncpg.Pool[Any]") -> None:
    upkeep: RegistryUpkeep = PostgresUpkeep(pool)
    if isinstance(subject.registry, MemoryRegistry):
        upkeep = MemoryUpkeep(subject.registry)
    a_moment = timedelta(microseconds=1)

    assert await upkeep.forget_invitations(expired_until=at(24) - a_moment, limit=9) == 0
    assert await upkeep.forget_invitations(expired_until=at(24), limit=2) == 2
    assert await upkeep.forget_invitations(expired_until=at(24), limit=2) == 1
