"""The audit trail: written with the change or not at all, read newest first."""

from uuid import UUID

from services.community.domain.audit import Action, AuditEntry, Change
from services.community.domain.page import Newest, Page
from services.community.tests.contract.subject import Subject
from services.community.tests.samples import BRUNO, at, community, facility, facility_settings

HOUSE = facility()
ALL = Page(50, Newest.start())


async def test_a_trail_goes_on_where_the_last_page_ended(subject: Subject) -> None:
    await subject.keep(HOUSE, facility(2))
    house = HOUSE
    for hour in range(1, 5):
        house = house.with_settings(facility_settings(name=f"Casa {hour}"), at(hour))
        await subject.change(house)

    names, page = [], Page(2, Newest.start())
    while found := await subject.registry.audit_trail(HOUSE.facility_id, page):
        assert len(found) <= 2
        names += [one.entry.after["name"] for one in found if one.entry.after]
        page = Page(2, found[-1].key)

    assert names == ["Casa 4", "Casa 3", "Casa 2", "Casa 1", "Casa"]
    assert await subject.registry.audit_trail(UUID(int=404), ALL) == []


async def test_an_entry_is_found_as_it_was_recorded(subject: Subject) -> None:
    solara = community()
    await subject.keep(solara, HOUSE)
    joining = Change(None, Action.JOIN_COMMUNITY)
    async with subject.registry.transaction(joining) as transaction:
        await transaction.facilities.lock(HOUSE.facility_id)
        await transaction.facilities.save([HOUSE.join(solara, at(1), at(2))])

    (newest, _) = await subject.registry.audit_trail(solara.community_id, ALL)

    since = {"facilityId": str(HOUSE.facility_id), "validFrom": at(1).isoformat()}
    assert newest.entry == AuditEntry(
        entity_id=solara.community_id,
        at=at(2),
        change=joining,
        before={"facility": None},
        after={"facility": since},
    )


async def test_two_saves_in_one_change_are_two_entries(subject: Subject) -> None:
    await subject.keep(HOUSE)
    once = HOUSE.with_settings(facility_settings(name="b"), at(1))
    async with subject.registry.transaction(Change(BRUNO, Action.CHANGE_FACILITY)) as transaction:
        await transaction.facilities.lock(HOUSE.facility_id)
        await transaction.facilities.save([once])
        await transaction.facilities.save([once.with_settings(facility_settings(name="c"), at(2))])

    second, first, _ = await subject.registry.audit_trail(HOUSE.facility_id, ALL)

    assert (first.entry.before, first.entry.after) == ({"name": "Casa"}, {"name": "b"})
    assert (second.entry.before, second.entry.after) == ({"name": "b"}, {"name": "c"})


async def test_a_removal_keeps_what_was(subject: Subject) -> None:
    await subject.keep(HOUSE)
    async with subject.registry.transaction(Change(BRUNO, Action.REMOVE_FACILITY)) as transaction:
        await transaction.facilities.lock(HOUSE.facility_id)
        await transaction.facilities.remove(HOUSE.removed(at(1)))

    newest, created = await subject.registry.audit_trail(HOUSE.facility_id, ALL)

    assert newest.entry.after is None
    assert newest.entry.before == created.entry.after
