"""Calls at rest (FR4.1, FR4.2): decided once, within everybody's limits, whoever else decides."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import time
from typing import Any
from uuid import UUID

import pytest

from libs.chassis.postgres import connect_pool
from libs.chassis.testing.database import empty_tables
from libs.chassis.testing.eventually import eventually
from services.engagement.bootstrap.schema import SCHEMA
from services.engagement.domain.notifications.audience import CallSize, Outcome
from services.engagement.domain.notifications.call import OverPlan
from services.engagement.domain.notifications.expected_end import Span
from services.engagement.domain.notifications.notification import SURPLUS_OVER
from services.engagement.domain.notifications.preference import CommunityPreference, Preference
from services.engagement.domain.quiet_hours import QuietHours
from services.engagement.outbound.notifications.calls import lock_recipients, write_call
from services.engagement.outbound.surplus.postgres import PostgresSurplusStore
from services.engagement.ports.notifications import InboxPage
from services.engagement.ports.surplus import Call, Ending
from services.engagement.tests.contract.books import Books
from services.engagement.tests.contract.examples import HOUR, call, called, detection, ending
from services.engagement.tests.engine import COMMUNITY, EAGER, KW, at, user_id

OTHER = UUID(int=0xC1)
DAY = 24 * HOUR
TOLD = Outcome.TOLD


def over(of: Call, ended: float, *, users: tuple[int, ...] = (0, 1)) -> Ending:
    """The end of what was called about, to be told to these members."""
    plan = of.plan
    told = OverPlan(
        episode_id=plan.episode_id,
        community_id=plan.community_id,
        community_name=plan.community_name,
        members=tuple(member for member in plan.members if member.user_id in map(user_id, users)),
        ended_at=at(ended),
        peak_excess_mw=3 * KW,
        created_at=at(ended + 1),
    )
    return replace(
        ending((plan.at - at(600)).total_seconds(), ended), over=told, leaving=of.leaving
    )


async def counts(books: Books, of: Call) -> dict[Outcome, int]:
    return dict(await books.calls.outcomes(of.episode_id))


async def test_every_member_has_an_outcome_and_the_told_a_message(books: Books) -> None:
    await books.preferences.save_general(user_id(1), Preference(wanted=False))
    quiet = Preference(quiet=QuietHours(time(12), time(13)))
    await books.preferences.save_general(user_id(2), quiet)
    due = call(0, users=(0, 1, 2, 3))
    held = replace(due.plan, size=CallSize(), members=due.plan.members)
    recorded = await books.store.record([detection(0), replace(due, plan=held)], None)
    assert recorded.told == {user_id(0), user_id(3)}
    expected = {TOLD: 2, Outcome.NOT_WANTED: 1, Outcome.QUIET_HOURS: 1}
    assert dict(recorded.outcomes) == await counts(books, due) == expected
    assert [await books.inbox.count_unread(user_id(n)) for n in range(4)] == [1, 0, 0, 1]
    own = [await books.calls.outcome_of(due.episode_id, user_id(n)) for n in range(5)]
    assert own == [TOLD, Outcome.NOT_WANTED, Outcome.QUIET_HOURS, TOLD, None]


async def test_a_call_that_is_recorded_again_decides_nothing_anew(books: Books) -> None:
    await books.store.record(called(0), None)
    await books.preferences.save_general(user_id(0), Preference(wanted=False))
    again = await books.store.record(called(0, users=(0, 1, 2)), None)
    assert (again.told, dict(again.outcomes)) == (frozenset(), {})
    assert await counts(books, call(0)) == {TOLD: 2}
    assert await books.inbox.count_unread(user_id(2)) == 0


async def test_a_further_call_tells_others_and_nobody_again(books: Books) -> None:
    for user in range(4):
        await books.preferences.save_general(user_id(user), EAGER)
    await books.preferences.save_general(user_id(2), Preference(wanted=False))
    await books.store.record(called(0, users=(0, 1, 2)), None)
    await books.preferences.save_general(user_id(2), EAGER)
    again = call(0, users=(0, 1, 2, 3), number=2, later_s=HOUR)
    assert (await books.store.record([again], None)).told == {user_id(2), user_id(3)}
    assert await counts(books, again) == {TOLD: 4}
    assert [await books.inbox.count_unread(user_id(n)) for n in range(4)] == [1] * 4
    [episode] = await books.store.episodes(COMMUNITY, limit=1)
    assert (episode.notified_at, episode.last_called_at) == (at(600), at(600 + HOUR))
    assert (episode.calls, await books.told()) == (2, ["detected", "called", "called"])
    assert not (await books.store.record([again], None)).outcomes


@pytest.mark.parametrize(("number", "later_s"), [(2, HOUR - 1), (3, HOUR), (1, HOUR)])
async def test_a_further_call_too_soon_or_out_of_order_is_not_made(
    books: Books, number: int, later_s: float
) -> None:
    await books.store.record(called(0), None)
    due = call(0, users=(2,), number=number, later_s=later_s)
    assert not (await books.store.record([due], None)).told


async def test_the_cooldown_counts_from_an_episodes_last_call(books: Books) -> None:
    further = call(0, number=2, later_s=2 * HOUR)
    await books.store.record([*called(0), further, ending(0, 3 * HOUR)], None)
    users = (5, 6)
    await books.store.record(called(5 * HOUR, users=users), None)
    assert await books.inbox.count_unread(user_id(5)) == 0
    due = call(5 * HOUR, users=users, later_s=HOUR)
    assert (await books.store.record([due], None)).told == {user_id(5), user_id(6)}


async def test_two_replicas_make_a_further_call_once(books: Books) -> None:
    everybody = tuple(range(6))
    await books.store.record(called(0, users=(0,)), None)
    await asyncio.gather(
        *(
            books.store.record([call(0, users=everybody, number=2, later_s=HOUR + n)], None)
            for n in range(4)
        )
    )
    assert [await books.inbox.count_unread(user_id(n)) for n in everybody] == [1] * 6
    assert await books.told() == ["detected", "called", "called"]


async def test_an_episode_that_was_not_called_has_no_outcomes(books: Books) -> None:
    await books.store.record([detection(0)], None)
    assert await counts(books, call(0)) == {}


async def test_limits_look_at_all_communities_and_at_event_time(books: Books) -> None:
    await books.store.record(called(0, users=(0,)), None)
    elsewhere = call(HOUR, community_id=OTHER)
    await books.store.record([detection(HOUR, community_id=OTHER), elsewhere], None)
    assert await counts(books, elsewhere) == {Outcome.TOLD_LATELY: 1, TOLD: 1}
    for user in (0, 1):
        await books.preferences.save_general(user_id(user), Preference(per_week=7))
    tomorrow = call(DAY)
    await books.store.record([detection(DAY), tomorrow], None)
    assert await counts(books, tomorrow) == {TOLD: 2}
    evening = call(DAY + 5 * HOUR, community_id=OTHER)
    await books.store.record([detection(DAY + 5 * HOUR, community_id=OTHER), evening], None)
    assert await counts(books, evening) == {Outcome.DAY_LIMIT: 2}


async def test_a_week_allows_three_of_whatever_order(books: Books) -> None:
    """Midsummer 2026 is a Sunday; what is recorded last lies before the others."""
    days = [1, 3, 7, 5]
    for day in days:
        start = day * DAY
        due = call(start, users=(0,))
        await books.store.record([detection(start), due, ending(start, start + HOUR)], None)
    assert await counts(books, call(5 * DAY)) == {Outcome.WEEK_LIMIT: 1}


async def test_those_told_longest_ago_go_first(books: Books) -> None:
    for day in range(3):
        due = call(day * DAY, users=(0, 1, 2))
        one = replace(due, plan=replace(due.plan, size=CallSize(watts_per_member=10_000)))
        await books.store.record([detection(day * DAY), one], None)
    assert [await books.inbox.count_unread(user_id(n)) for n in range(3)] == [1, 1, 1]


async def test_what_a_user_decided_for_a_community_holds_there(books: Books) -> None:
    await books.preferences.save_general(user_id(0), replace(EAGER, wanted=False))
    own = CommunityPreference(wanted=True, surplus_over=False)
    await books.preferences.save_of_community(user_id(0), OTHER, own)
    await books.store.record(called(0, users=(0,)), None)
    elsewhere = call(60, users=(0,), community_id=OTHER)
    await books.store.record([detection(60, community_id=OTHER), elsewhere], None)
    assert await counts(books, call(0)) == {Outcome.NOT_WANTED: 1}
    assert await counts(books, elsewhere) == {TOLD: 1}


async def test_the_end_is_told_once_to_the_told_who_asked(books: Books) -> None:
    for number in (0, 1, 3):
        await books.preferences.save_general(user_id(number), Preference(surplus_over=True))
    await books.preferences.save_general(user_id(1), Preference(wanted=False, surplus_over=True))
    due = call(0, users=(0, 1, 2))
    await books.store.record([detection(0), due], None)
    ended = over(due, 2 * HOUR, users=(0, 1, 2, 3))
    first = await books.store.record([ended], None)
    again = await books.store.record([ended], None)
    assert (first.told, first.deliveries) == (frozenset({user_id(0)}), 2)
    assert not again.told
    [item] = await books.inbox.read(user_id(0), InboxPage(9, kind=SURPLUS_OVER))
    assert item.notification.title == "L'energia in più è finita"
    assert await counts(books, due) == {TOLD: 2, Outcome.NOT_WANTED: 1}


async def test_that_it_is_over_counts_for_no_limit_and_keeps_to_quiet_hours(books: Books) -> None:
    """Noon in Rome: quiet from one o'clock."""
    quiet = QuietHours(time(13), time(15))
    await books.preferences.save_general(user_id(0), Preference(surplus_over=True, quiet=quiet))
    await books.preferences.save_general(user_id(1), replace(EAGER, per_day=2, surplus_over=True))
    due = call(0)
    await books.store.record([detection(0), due, over(due, 1.5 * HOUR)], None)
    assert [await books.inbox.count_unread(user_id(n)) for n in (0, 1)] == [1, 2]
    evening = call(5 * HOUR)
    await books.store.record([detection(5 * HOUR), evening], None)
    assert await counts(books, evening) == {Outcome.DAY_LIMIT: 1, TOLD: 1}


async def test_spans_are_the_episodes_that_are_over(books: Books) -> None:
    await books.store.record([detection(0), ending(0, HOUR)], None)
    await books.store.record([detection(DAY), ending(DAY, DAY + HOUR)], None)
    await books.store.record([detection(2 * DAY)], None)
    await books.store.record([detection(0, community_id=OTHER)], None)
    first, second = Span(at(0), at(HOUR)), Span(at(DAY), at(DAY + HOUR))
    for since, until, expected in (
        (-DAY, 9 * DAY, {first, second}),
        (HOUR, 9 * DAY, {second}),
        (-DAY, DAY, {first}),
    ):
        assert set(await books.calls.spans(COMMUNITY, at(since), at(until))) == expected


async def test_a_deleted_users_calls_are_forgotten(books: Books) -> None:
    await books.store.record(called(0), None)
    await books.inbox.forget([user_id(0)])
    assert await counts(books, call(0)) == {TOLD: 1}


async def test_communities_that_call_at_once_do_not_exceed_a_persons_limits(books: Books) -> None:
    communities = [UUID(int=0xC0 + number) for number in range(6)]
    users = tuple(range(25))
    await asyncio.gather(
        *(
            books.store.record(called(number, users=users, community_id=community_id), None)
            for number, community_id in enumerate(communities)
        )
    )
    assert {await books.inbox.count_unread(user_id(user)) for user in users} == {1}
    outcomes: Counter[Outcome] = Counter()
    for number, community_id in enumerate(communities):
        outcomes.update(await counts(books, call(number, community_id=community_id)))
    assert outcomes == {TOLD: 25, Outcome.TOLD_LATELY: 125}


@pytest.mark.parametrize("outcome", ["commit", "roll back"])
async def test_who_decides_second_waits_for_the_first_and_sees_what_it_told(
    migrated_dsn: str, outcome: str
) -> None:
    """Two transactions on Postgres, one held open in the middle of its call."""
    first, second = (call(n, users=(0, 1), community_id=UUID(int=0xD0 + n)) for n in (0, 1))
    async with connect_pool(migrated_dsn, schema=SCHEMA, max_connections=4) as pool:
        await empty_tables(pool)
        store = PostgresSurplusStore(pool)
        for due in (first, second):
            started = (due.plan.at - at(600)).total_seconds()
            await store.record([detection(started, community_id=due.community_id)], None)
        async with pool.acquire() as connection:
            transaction = connection.transaction()
            await transaction.start()
            await lock_recipients(connection, [first.plan], [])
            await write_call(connection, first.plan)
            waiting = asyncio.create_task(store.record([second], None))
            await eventually(lambda: _somebody_waits(pool))
            assert not waiting.done()
            await (transaction.commit() if outcome == "commit" else transaction.rollback())
        expected = Outcome.TOLD_LATELY if outcome == "commit" else TOLD
        assert dict((await waiting).outcomes) == {expected: 2}


async def _somebody_waits(pool: Any) -> bool:
    return bool(
        await pool.fetchval(
            "select exists (select from pg_stat_activity"
            " where datname = current_database() and wait_event_type = 'Lock')"
        )
    )
