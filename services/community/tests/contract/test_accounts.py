"""An account is gone: what was the user's passes on or goes, on Postgres and on the twin."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from libs.chassis.testing.fakes import FakeClock
from libs.contracts.v1.registry import REGISTRY_DECODER, CommunityRemoved, FacilityRemoved
from services.community.domain.audit import Action
from services.community.domain.consent import MembershipOffer, OfferKind
from services.community.domain.facility import Access, Facility, FacilityRole
from services.community.domain.page import ByTime, Newest
from services.community.tests.contract.subject import Subject
from services.community.tests.samples import (
    ANNA,
    BRUNO,
    BY_ANNA,
    CARLA,
    DARIO,
    NOON,
    at,
    community,
    facility,
    first,
)
from services.community.usecases.remove_account import RemoveAccount

SOLARA = community(101, founder=ANNA)


def house(number: int, roles: dict[UUID, FacilityRole], **joins: Any) -> Facility:
    """A facility of Anna's, with others' roles, a member of Solara since `joined` hours."""
    built = facility(number, owner=ANNA)
    for user, role in roles.items():
        built = built.grant(user, role, NOON)
    built = built.attach_device(f"meter-{number}", requested_from=None, now=NOON)
    if "joined" in joins:
        built = built.join(SOLARA, at(joins["joined"]), NOON)
    return replace(built, version=1)


@pytest.fixture
def remove_account(subject: Subject) -> RemoveAccount:
    return RemoveAccount(subject.registry, FakeClock(at(5)))


async def roles_in(subject: Subject, number: int) -> dict[UUID, str]:
    return {
        access.user_id: access.role.value
        for access in await subject.registry.users_of_facility(UUID(int=number))
    }


async def test_a_role_among_others_just_goes(
    subject: Subject, remove_account: RemoveAccount
) -> None:
    await subject.keep(house(1, {BRUNO: FacilityRole.OWNER, CARLA: FacilityRole.MANAGER}))

    await remove_account(ANNA)
    await remove_account(DARIO)

    assert await roles_in(subject, 1) == {BRUNO: "owner", CARLA: "manager"}
    assert len(await subject.told()) == 2


async def test_without_another_owner_the_managers_own_it(
    subject: Subject, remove_account: RemoveAccount
) -> None:
    managers = {BRUNO: FacilityRole.MANAGER, CARLA: FacilityRole.MANAGER}
    await subject.keep(house(1, managers | {DARIO: FacilityRole.VIEWER}))

    await remove_account(ANNA)

    assert await roles_in(subject, 1) == {BRUNO: "owner", CARLA: "owner", DARIO: "viewer"}
    kept = await subject.locked(facility(1))
    assert kept is not None
    assert kept.device_id == "meter-1"


async def test_a_facility_that_nobody_owns_is_removed_and_its_device_freed(
    subject: Subject, remove_account: RemoveAccount
) -> None:
    await subject.keep(
        community(101, founder=BRUNO), house(1, {DARIO: FacilityRole.VIEWER}, joined=-1)
    )

    await remove_account(ANNA)

    assert await subject.locked(facility(1)) is None
    tombstone = REGISTRY_DECODER.decode((await subject.told())[-1].payload)
    assert isinstance(tombstone, FacilityRemoved)
    assert [interval.valid_to for interval in tombstone.devices] == [at(5)]
    assert [interval.valid_to for interval in tombstone.communities] == [at(5)]
    (entry,) = [
        each.entry for each in await subject.registry.audit_trail(UUID(int=1), first(Newest, 1))
    ]
    assert (entry.change.by, entry.change.action) == (None, Action.REMOVE_ACCOUNT)


async def test_who_is_gone_restores_nothing(
    subject: Subject, remove_account: RemoveAccount
) -> None:
    """Another owner of the time still can, without the one who is gone."""
    owned = house(1, {BRUNO: FacilityRole.OWNER})
    await subject.keep(owned)
    async with subject.registry.transaction(BY_ANNA) as transaction:
        await transaction.facilities.lock(owned.facility_id)
        await transaction.facilities.remove(owned.removed(at(1)))

    await remove_account(ANNA)

    async with subject.registry.transaction(BY_ANNA) as transaction:
        removed = await transaction.facilities.lock_removed(owned.facility_id)
    assert removed is not None
    assert removed.accesses == (Access(BRUNO, FacilityRole.OWNER),)


async def test_a_removed_community_is_nobodys_once_its_representative_is_gone(
    subject: Subject, remove_account: RemoveAccount
) -> None:
    """FR2.4: it is restored neither by nor for anybody, and names nobody."""
    await subject.keep(SOLARA)
    async with subject.registry.transaction(BY_ANNA) as transaction:
        await transaction.communities.lock(SOLARA.community_id)
        await transaction.communities.remove(SOLARA.dissolved(at(1)))

    await remove_account(ANNA)

    page = first(ByTime)
    assert await subject.registry.removed_communities_of_user(ANNA, page, removed_after=NOON) == []
    async with subject.registry.transaction(BY_ANNA) as transaction:
        assert await transaction.communities.lock_removed(SOLARA.community_id) is None


async def test_who_was_proposed_is_not_proposed_in_what_is_restored(
    subject: Subject, remove_account: RemoveAccount
) -> None:
    proposed = replace(SOLARA, proposed_representative_id=BRUNO)
    await subject.keep(proposed)
    async with subject.registry.transaction(BY_ANNA) as transaction:
        await transaction.communities.lock(SOLARA.community_id)
        await transaction.communities.remove(proposed.dissolved(at(1)))

    await remove_account(BRUNO)

    async with subject.registry.transaction(BY_ANNA) as transaction:
        removed = await transaction.communities.lock_removed(SOLARA.community_id)
    assert removed is not None
    assert (removed.representative_id, removed.proposed_representative_id) == (ANNA, None)


async def test_what_the_user_offered_waits_no_longer(
    subject: Subject, remove_account: RemoveAccount
) -> None:
    """Both kinds; others' offers stay."""
    shared = house(1, {BRUNO: FacilityRole.OWNER})
    other = house(2, {BRUNO: FacilityRole.OWNER})
    await subject.keep(SOLARA, community(102, founder=CARLA), shared, other)
    async with subject.registry.transaction(BY_ANNA) as transaction:
        for community_id, facility_id, kind, by in (
            (SOLARA.community_id, other.facility_id, OfferKind.INVITATION, ANNA),
            (UUID(int=102), shared.facility_id, OfferKind.REQUEST, ANNA),
            (UUID(int=102), other.facility_id, OfferKind.REQUEST, BRUNO),
        ):
            offer = MembershipOffer(
                community_id=community_id,
                facility_id=facility_id,
                kind=kind,
                offered_by=by,
                offered_at=NOON,
            )
            await transaction.offers.keep(offer)

    await remove_account(ANNA)

    waiting = [
        (offer.community_id, offer.offered_by)
        for each in (shared, other)
        for offer in await subject.registry.offers_of_facility(each.facility_id, first(ByTime))
    ]
    assert waiting == [(UUID(int=102), BRUNO)]


async def test_a_community_passes_to_an_owner_of_its_longest_member(
    subject: Subject, remove_account: RemoveAccount
) -> None:
    """Anna's own facility, the longest member of all, goes with her."""
    longest = replace(house(1, {}, joined=-9), version=1)
    older = house(2, {BRUNO: FacilityRole.OWNER, CARLA: FacilityRole.OWNER}, joined=-5)
    newer = house(3, {DARIO: FacilityRole.OWNER}, joined=-2)
    await subject.keep(replace(SOLARA, proposed_representative_id=DARIO), longest, older, newer)

    await remove_account(ANNA)

    async with subject.registry.transaction(BY_ANNA) as transaction:
        passed = await transaction.communities.lock(SOLARA.community_id)
    assert passed is not None
    assert (passed.representative_id, passed.proposed_representative_id) == (BRUNO, None)
    assert passed.version == SOLARA.version + 1


async def test_a_community_without_owners_is_dissolved(
    subject: Subject, remove_account: RemoveAccount
) -> None:
    await subject.keep(SOLARA, house(1, {}, joined=-9))

    await remove_account(ANNA)
    told = [REGISTRY_DECODER.decode(event.payload) for event in await subject.told()]
    await remove_account(ANNA)

    assert [type(each) for each in told[-2:]] == [FacilityRemoved, CommunityRemoved]
    assert len(await subject.told()) == len(told), "the second time there is nothing to do"


async def test_who_is_gone_is_proposed_no_longer(
    subject: Subject, remove_account: RemoveAccount
) -> None:
    await subject.keep(replace(SOLARA, proposed_representative_id=BRUNO))

    await remove_account(BRUNO)

    async with subject.registry.transaction(BY_ANNA) as transaction:
        kept = await transaction.communities.lock(SOLARA.community_id)
    assert kept is not None
    assert (kept.representative_id, kept.proposed_representative_id) == (ANNA, None)
