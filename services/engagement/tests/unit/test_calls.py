"""From a surplus to the right people's inboxes (FR4.1, FR4.2), on adapters in memory."""

from dataclasses import replace

import pytest

from services.engagement.domain.notifications.audience import Outcome
from services.engagement.domain.notifications.notification import SURPLUS_OVER, episode_id_of
from services.engagement.domain.notifications.preference import Preference
from services.engagement.domain.registry.contact import Contact
from services.engagement.ports.notifications import InboxPage
from services.engagement.ports.store import StoreUnavailableError
from services.engagement.tests.engine import (
    COMMUNITY,
    KW,
    MINUTE,
    POLICY,
    Engine,
    at,
    community,
    facility,
    facility_id,
    inbox_count,
    reading,
    surplus_readings,
    user_id,
)

DAY_MINUTES = 24 * 60


async def called_engine(engine: Engine, *, first: int = 0, power_mw: int = -2 * KW) -> Engine:
    """A surplus of so much that lasts for two hours from that minute on."""
    engine.fold.fold(surplus_readings(first, first + 120, power_mw=power_mw))
    await engine.write_down()
    engine.fold.fold([reading(0, (first + minute) * MINUTE, 0) for minute in (121, 122)])
    await engine.write_down()
    return engine


async def started(facilities: int = 2, **policy: object) -> Engine:
    engine = Engine()
    changes = replace(POLICY, **policy)  # type: ignore[arg-type]  # fields of it
    await engine.start(community(changes), *(facility(n) for n in range(facilities)))
    return engine


async def outcomes(engine: Engine, first: int = 0) -> dict[Outcome, int]:
    episode_id = episode_id_of(COMMUNITY, at(first * MINUTE))
    return dict(await engine.books.outcomes(episode_id))


async def test_two_kilowatts_call_eight_of_twenty_and_the_others_next_day() -> None:
    engine = await called_engine(await started(20))
    assert await outcomes(engine) == {Outcome.TOLD: 8, Outcome.NOT_NEEDED: 12}
    for day in (1, 2):
        await called_engine(engine, first=day * DAY_MINUTES)
    counts = [await inbox_count(engine, number) for number in range(20)]
    assert sorted(counts) == [1] * 16 + [2] * 4


async def test_the_policy_says_how_many_and_what_part_is_held_out() -> None:
    engine = await started(20, watts_per_member=2000.0, response_ratio=0.5, hold_out_ratio=0.5)
    await called_engine(engine)
    found = await outcomes(engine)
    assert found[Outcome.TOLD] == 2
    assert found[Outcome.HELD_OUT] + found[Outcome.NOT_NEEDED] == 18


async def test_who_does_not_want_it_is_not_told() -> None:
    engine = await started()
    await engine.books.save_general(user_id(0), Preference(wanted=False))
    await called_engine(engine)
    assert await outcomes(engine) == {Outcome.TOLD: 1, Outcome.NOT_WANTED: 1}
    assert [await inbox_count(engine, number) for number in (0, 1)] == [0, 1]


async def test_who_shifts_already_is_not_told() -> None:
    engine = await started(3)
    engine.usual.of_facility = {facility_id(1): KW, facility_id(2): KW}
    engine.fold.fold([reading(1, 0, 2 * KW), reading(2, 0, KW)])
    await called_engine(engine, power_mw=-6 * KW)
    assert await outcomes(engine) == {Outcome.TOLD: 2, Outcome.SHIFTING: 1}
    assert await inbox_count(engine, 1) == 0


async def test_of_whom_no_contact_is_known_cannot_be_told_and_a_deleted_one_is_no_member() -> None:
    engine = await started(1)
    engine.project.apply([facility(0, version=2, users=[0, 5, 6])])
    engine.contacts.apply(Contact(user_id(6), version=1, email=None))
    await called_engine(engine)
    assert await outcomes(engine) == {Outcome.TOLD: 1, Outcome.UNREACHABLE: 1}


async def test_the_text_is_in_the_language_and_on_the_clock_of_the_user() -> None:
    engine = await started()
    preference = Preference(language="en", time_zone="Europe/Lisbon", surplus_over=True, per_week=7)
    await engine.books.save_general(user_id(0), preference)
    await engine.books.save_general(user_id(1), Preference(per_week=7))
    for day in (-3, -2, -1, 0):
        await called_engine(engine, first=day * DAY_MINUTES)
    [*_, newest, over] = await engine.books.after(user_id(0), 0, limit=9)
    assert "On recent days there was some until about 13:00." in newest.notification.body
    assert over.notification.kind == SURPLUS_OVER
    assert over.notification.body.startswith("At 13:01 the community Prato stopped producing")
    [*_, italian] = await engine.books.after(user_id(1), 0, limit=9)
    assert (
        "Nei giorni scorsi l'eccedenza è durata fino alle 14:00 circa." in italian.notification.body
    )


async def test_the_end_is_not_told_where_nobody_saw_it() -> None:
    engine = await started()
    await engine.books.save_general(user_id(0), Preference(surplus_over=True))
    engine.fold.fold(surplus_readings(0, 20))
    await engine.write_down()
    engine.clock.advance(seconds=3600)
    engine.fold.lose_silent()
    await engine.write_down()
    [episode] = await engine.books.episodes(COMMUNITY, limit=9)
    assert (episode.end_reason, await inbox_count(engine, 0)) == ("silent", 1)


async def test_a_call_that_waited_hours_for_the_store_is_in_the_inbox_and_not_sent() -> None:
    engine = await started()
    engine.clock.advance(seconds=10 * MINUTE)
    engine.fold.fold(surplus_readings(0, 11))
    engine.books.available = False
    with pytest.raises(StoreUnavailableError):
        await engine.write_down()
    engine.clock.advance(seconds=2 * 60 * MINUTE)
    engine.books.available = True
    await engine.write_down()
    [item] = await engine.books.read(user_id(0), InboxPage(9))
    assert item.notification.created_at == at(10 * MINUTE)
    await engine.deliver_due()
    assert not engine.channel.sent


async def test_screens_hear_of_whom_was_told() -> None:
    engine = await called_engine(await started())
    assert engine.inbox_feed.changed == [frozenset({user_id(0), user_id(1)})]


async def test_limits_hold_over_a_restart_and_a_month() -> None:
    """Every day a surplus; each may be told once a day and three times a week."""
    engine = await started(2)
    for day in range(1, 29):  # from Monday on: four weeks
        engine = await restarted(engine)
        await called_engine(engine, first=day * DAY_MINUTES)
    for number in (0, 1):
        items = await engine.books.read(user_id(number), InboxPage(200))
        assert len(items) == 12


async def restarted(engine: Engine) -> Engine:
    """Another process on the same books."""
    successor = Engine(engine.books)
    await successor.start(community(), facility(0), facility(1))
    return successor
