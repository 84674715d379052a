"""Mail of invitations: the same promises from Postgres and from the memory twin."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from libs.chassis.mail import Letter
from services.community.domain.invitation import AddressHash, Invitation
from services.community.domain.invitation_letter import invitation_letter
from services.community.domain.mailing import RecentMails
from services.community.outbound.memory.registry import MemoryRegistry
from services.community.outbound.memory.upkeep import MemoryUpkeep
from services.community.outbound.postgres.upkeep import PostgresUpkeep
from services.community.ports import RegistryUpkeep
from services.community.tests.contract.subject import Subject, on_postgres
from services.community.tests.samples import (
    ANNA,
    BRUNO,
    BY_ANNA,
    CARLAS,
    NOON,
    an_invitation,
    at,
    facility,
)

OTHER = AddressHash(b"other")
INVITATION = an_invitation(CARLAS)


def letter(invitation: Invitation = INVITATION) -> Letter:
    return invitation_letter(
        invitation,
        recipient="carla@example.org",
        facility_name="Casa",
        inviter=None,
        invited=None,
        public_url="https://meriggio.example.org",
    )


@pytest.fixture
async def subject(subject: Subject) -> Subject:
    """An invitation and its letter."""
    await subject.keep(facility(1))
    await invite(subject, INVITATION)
    return subject


async def invite(subject: Subject, invitation: Invitation) -> None:
    async with subject.registry.transaction(BY_ANNA) as transaction:
        await transaction.invitations.lock_inviter(ANNA, CARLAS)
        await transaction.invitations.keep(invitation)
        await transaction.invitations.mail(invitation, letter(invitation))


async def letter_ids(subject: Subject) -> list[UUID]:
    return [posted.letter_id for posted in await subject.letters(at(9))]


async def recent(subject: Subject, user: UUID = ANNA, since: float = -1) -> RecentMails:
    async with subject.registry.transaction(BY_ANNA) as transaction:
        return await transaction.invitations.recent_mails(user, CARLAS, since=at(since))


async def test_a_letter_leaves_with_its_invitation(subject: Subject) -> None:
    (posted,) = await subject.letters(NOON)
    assert (posted.letter_id, posted.letter) == (INVITATION.invitation_id, letter())


async def test_a_letter_of_an_undone_change_never_leaves(subject: Subject) -> None:
    async def invite_and_fail() -> None:
        other = replace(INVITATION, invitation_id=UUID(int=72), address_hash=OTHER)
        async with subject.registry.transaction(BY_ANNA) as transaction:
            await transaction.invitations.keep(other)
            await transaction.invitations.mail(other, letter(other))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await invite_and_fail()
    assert await letter_ids(subject) == [INVITATION.invitation_id]
    assert (await recent(subject)).by_inviter == 1


async def test_a_letter_that_waits_goes_with_its_invitation(subject: Subject) -> None:
    """Replaced, ended, with the facility, with the inviter's account."""
    again = replace(INVITATION, invitation_id=UUID(int=72), invited_at=at(1))
    await invite(subject, again)
    assert await letter_ids(subject) == [again.invitation_id]

    async with subject.registry.transaction(BY_ANNA) as transaction:
        await transaction.invitations.drop(again, at(2))
    assert await letter_ids(subject) == []

    await invite(subject, replace(INVITATION, invitation_id=UUID(int=73)))
    async with subject.registry.transaction(BY_ANNA) as transaction:
        await transaction.facilities.lock(facility(1).facility_id)
        await transaction.facilities.remove(facility(1).removed(at(3)))
    assert await letter_ids(subject) == []

    await subject.keep(facility(2))
    elsewhere = replace(INVITATION, invitation_id=UUID(int=74), facility_id=facility(2).facility_id)
    await invite(subject, elsewhere)
    async with subject.registry.transaction(BY_ANNA) as transaction:
        await transaction.forget_account(ANNA)
    assert await letter_ids(subject) == []


async def test_mails_are_counted_whatever_becomes_of_the_invitation(subject: Subject) -> None:
    await invite(subject, replace(INVITATION, invitation_id=UUID(int=72), invited_at=at(1)))
    async with subject.registry.transaction(BY_ANNA) as transaction:
        await transaction.invitations.drop(INVITATION, at(2))

    assert await recent(subject) == RecentMails(2, NOON, 2)
    assert await recent(subject, since=0.5) == RecentMails(1, at(1), 1)
    assert await recent(subject, BRUNO) == RecentMails(0, None, 2)
    assert await recent(subject, since=1) == RecentMails(0, None, 0)


async def test_the_count_knows_nobody_whose_account_is_gone(subject: Subject) -> None:
    async with subject.registry.transaction(BY_ANNA) as transaction:
        await transaction.forget_account(ANNA)
    assert await recent(subject) == RecentMails(0, None, 0)


async def test_counts_and_letters_that_nobody_sends_are_forgotten(
    subject: Subject, pool: "asyncpg.Pool[Any]"
) -> None:
    upkeep: RegistryUpkeep = PostgresUpkeep(pool)
    if isinstance(subject.registry, MemoryRegistry):
        upkeep = MemoryUpkeep(subject.registry)
    before = NOON - timedelta(microseconds=1)

    assert await upkeep.forget_mails(mailed_until=before, limit=9) == 0
    assert await upkeep.forget_mails(mailed_until=NOON, limit=9) == 1
    assert await upkeep.forget_letters(due_until=before, limit=9) == 0
    assert await upkeep.forget_letters(due_until=NOON, limit=9) == 1
    assert await recent(subject) == RecentMails(0, None, 0)
    assert await letter_ids(subject) == []


async def test_neither_address_nor_facility_can_be_read_in_the_database(
    pool: "asyncpg.Pool[Any]",
) -> None:
    subject = on_postgres(pool)
    await subject.keep(facility(1))
    await invite(subject, INVITATION)

    sealed: bytes = await pool.fetchval("select sealed_letter from outgoing_mail")

    assert b"carla" not in sealed
    assert b"Casa" not in sealed
