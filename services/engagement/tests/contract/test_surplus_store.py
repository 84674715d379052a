"""SurplusStore and Inbox (FR4.1, FR4.2): unique, all or nothing, never twice."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from services.engagement.domain.delivery.attempts import after_success
from services.engagement.domain.notifications.audience import Outcome
from services.engagement.domain.surplus.detection import Candidate, Idle, OpenEpisode, SurplusState
from services.engagement.domain.surplus.watch import SurplusCheckpoint
from services.engagement.outbound.surplus.postgres import PostgresSurplusStore
from services.engagement.ports.notifications import InboxPage
from services.engagement.ports.surplus import Entry, Recorded
from services.engagement.tests.contract.books import Books
from services.engagement.tests.contract.examples import (
    HOUR,
    call,
    called,
    detection,
    ending,
    messages,
    open_checkpoint,
)
from services.engagement.tests.engine import COMMUNITY, EAGER, KW, at, user_id


async def deliveries(books: Books, *entries: Entry) -> int:
    """How many more wait after these are recorded."""
    return (await books.store.record(entries, None)).deliveries


async def test_an_episode_is_found_in_its_community_alone(books: Books) -> None:
    await books.store.record([detection(0), ending(0, 900)], None)
    [episode] = await books.store.episodes(COMMUNITY, limit=1)
    assert await books.store.episode(COMMUNITY, episode.episode_id) == episode
    assert await books.store.episode(UUID(int=7), episode.episode_id) is None
    assert await books.store.episode(COMMUNITY, UUID(int=7)) is None


async def eager(books: Books) -> None:
    """Users 0 and 1 can be told again and again."""
    for user in (0, 1):
        await books.preferences.save_general(user_id(user), EAGER)


async def test_a_detection_becomes_an_episode_messages_deliveries_and_an_event(
    books: Books,
) -> None:
    recorded = await books.store.record(called(0), open_checkpoint(0, 600))
    assert recorded == Recorded(4, frozenset({user_id(0), user_id(1)}), {Outcome.TOLD: 2})
    [episode] = await books.store.episodes(COMMUNITY, limit=10)
    assert (episode.started_at, episode.detected_at, episode.ended_at) == (at(0), at(600), None)
    assert (episode.notified_at, episode.detected_excess_mw) == (at(600), 2 * KW)
    [item] = await books.inbox.read(user_id(0), InboxPage(10))
    assert item.notification == messages(call(0))[0]
    assert item.read_at is None
    assert await books.told() == ["detected", "called"]
    assert await books.store.load_checkpoints() == [open_checkpoint(0, 600)]


async def test_recording_again_changes_nothing(books: Books) -> None:
    await books.store.record(called(0), None)
    assert await deliveries(books, *called(0, users=(0, 1, 2))) == 0
    assert len(await books.store.episodes(COMMUNITY, limit=10)) == 1
    assert await books.inbox.count_unread(user_id(2)) == 0
    assert await books.told() == ["detected", "called"]


async def test_an_ending_is_recorded_once_and_keeps_the_higher_peak(books: Books) -> None:
    await books.store.record(called(0), None)
    await books.store.record([ending(0, 900, peak_mw=KW)], None)
    await books.store.record([ending(0, 999)], None)
    [episode] = await books.store.episodes(COMMUNITY, limit=10)
    assert (episode.ended_at, episode.peak_excess_mw) == (at(900), 2 * KW)
    assert await books.told() == ["detected", "called", "ended"]


async def test_the_end_of_an_episode_nobody_recorded_is_nothing(books: Books) -> None:
    await books.store.record([ending(0, 900)], None)
    assert await books.store.episodes(COMMUNITY, limit=10) == []
    assert await books.told() == []


async def test_an_episode_within_the_cooldown_of_a_told_one_is_not_told(books: Books) -> None:
    await eager(books)
    await books.store.record([*called(0), ending(0, 900)], None)
    assert not await deliveries(books, *called(2 * HOUR), ending(2 * HOUR, 3 * HOUR))
    assert await deliveries(books, *called(4 * HOUR)) == 4
    episodes = await books.store.episodes(COMMUNITY, limit=10)
    assert [episode.notified_at is not None for episode in episodes] == [True, False, True]
    assert await books.inbox.count_unread(user_id(0)) == 2


async def test_the_cooldown_holds_for_a_replay_with_earlier_times_too(books: Books) -> None:
    await books.store.record([*called(10 * HOUR), ending(10 * HOUR, 11 * HOUR)], None)
    assert await deliveries(books, *called(7 * HOUR)) == 0
    assert await books.inbox.count_unread(user_id(0)) == 1


async def test_the_cooldown_is_each_communitys_own(books: Books) -> None:
    await eager(books)
    await books.store.record(called(0), None)
    assert await deliveries(books, *called(2, community_id=UUID(int=7))) == 4


async def test_a_detection_not_to_be_told_tells_nobody_and_starts_no_cooldown(
    books: Books,
) -> None:
    await books.store.record([detection(0), ending(0, 900)], None)
    assert await deliveries(books, *called(HOUR)) == 4


async def test_a_newer_episode_ends_one_that_was_left_open(books: Books) -> None:
    await books.store.record(called(0), None)
    await books.store.record(called(5 * HOUR), None)
    newer, older = await books.store.episodes(COMMUNITY, limit=10)
    assert (newer.ended_at, older.ended_at) == (None, at(5 * HOUR))
    assert await books.told() == ["detected", "called", "ended", "detected", "called"]


async def test_a_replica_that_is_behind_opens_no_second_episode(books: Books) -> None:
    await books.store.record(called(30), None)
    assert await deliveries(books, *called(0)) == 0
    assert len(await books.store.episodes(COMMUNITY, limit=10)) == 1


async def test_two_replicas_that_decide_at_once_tell_once(books: Books) -> None:
    await asyncio.gather(
        *(books.store.record(called(seconds), None) for seconds in (0, 1, 2, 0, 1))
    )
    for user in (0, 1):
        assert await books.inbox.count_unread(user_id(user)) == 1
    open_episodes = [
        episode
        for episode in await books.store.episodes(COMMUNITY, limit=10)
        if episode.ended_at is None
    ]
    assert len(open_episodes) == 1


async def test_a_failure_in_the_middle_records_nothing(books: Books) -> None:
    if not isinstance(books.store, PostgresSurplusStore):
        return  # the twin has no transactions to fail
    broken = replace(
        open_checkpoint(0, 600), state=SurplusState(OpenEpisode(at(0), 2**70, at(0), KW))
    )
    try:
        await books.store.record(called(0), broken)
    except Exception:  # noqa: BLE001  whatever the driver calls it
        assert await books.store.episodes(COMMUNITY, limit=10) == []
        assert await books.told() == []
    else:
        raise AssertionError("the state should not have fitted")


async def test_every_phase_is_kept(books: Books) -> None:
    states = [
        SurplusState(Idle()),
        SurplusState(Candidate(at(5)), last_called_at=at(0)),
        SurplusState(OpenEpisode(at(5), 7 * KW, at(6), 6 * KW), last_called_at=at(6)),
        SurplusState(
            OpenEpisode(at(5), 7 * KW, at(6), 6 * KW, called_at=at(7), unreliable_since=at(8)),
            last_called_at=at(7),
        ),
        SurplusState(Idle(), last_called_at=at(6)),
    ]
    for second, state in enumerate(states):
        checkpoint = SurplusCheckpoint(COMMUNITY, state, at(second))
        await books.store.save_checkpoints([checkpoint])
        assert await books.store.load_checkpoints() == [checkpoint]


async def test_many_states_are_saved_at_once(books: Books) -> None:
    checkpoints = [
        SurplusCheckpoint(UUID(int=number), SurplusState(Candidate(at(number))), at(number))
        for number in range(50)
    ]
    await books.store.save_checkpoints(checkpoints[::-1])
    loaded = await books.store.load_checkpoints()
    assert sorted(loaded, key=lambda item: item.community_id) == checkpoints


async def test_the_inbox_is_paged_newest_first_and_filtered(books: Books) -> None:
    await eager(books)
    for hour in range(0, 25, 5):
        started = hour * HOUR
        await books.store.record([*called(started), ending(started, started + 900)], None)
    first = await books.inbox.read(user_id(0), InboxPage(2))
    times = [item.notification.created_at for item in first]
    assert times == [at(20 * HOUR + 601), at(15 * HOUR + 601)]
    second = await books.inbox.read(user_id(0), InboxPage(9, before=times[-1]))
    assert [item.notification.created_at for item in second] == [
        at(hour * HOUR + 601) for hour in (10, 5, 0)
    ]
    marked = first[0].notification.notification_id
    assert await books.inbox.mark_read(user_id(0), marked, at(90_000))
    unread = await books.inbox.read(user_id(0), InboxPage(9, unread_only=True))
    assert [item.notification.notification_id for item in unread] == [
        item.notification.notification_id for item in [first[1], *second]
    ]
    assert await books.inbox.count_unread(user_id(0)) == 4
    assert await books.inbox.count_unread(user_id(1)) == 5


async def test_a_notification_is_marked_read_once_and_by_its_user_only(books: Books) -> None:
    await books.store.record(called(0), None)
    [item] = await books.inbox.read(user_id(0), InboxPage(9))
    notification_id = item.notification.notification_id
    assert not await books.inbox.mark_read(user_id(1), notification_id, at(700))
    assert not await books.inbox.mark_read(user_id(0), UUID(int=1), at(700))
    assert await books.inbox.mark_read(user_id(0), notification_id, at(700))
    assert await books.inbox.mark_read(user_id(0), notification_id, at(800))
    [item] = await books.inbox.read(user_id(0), InboxPage(9))
    assert item.read_at == at(700)


async def test_episodes_come_newest_first_and_no_more_than_asked(books: Books) -> None:
    for hour in range(0, 25, 5):
        await books.store.record(called(hour * HOUR), None)
    episodes = await books.store.episodes(COMMUNITY, limit=2)
    assert [episode.started_at for episode in episodes] == [at(20 * HOUR), at(15 * HOUR)]
    assert episodes[0].started_at - episodes[1].started_at == timedelta(hours=5)


async def test_what_deleted_users_were_told_is_forgotten_and_nothing_else(books: Books) -> None:
    await books.store.record(called(0, users=(0, 1, 2)), None)
    assert await books.inbox.forget([user_id(0), user_id(2), UUID(int=404)]) == 2
    assert await books.inbox.forget([user_id(0)]) == 0
    for user, left in ((0, 0), (1, 1), (2, 0)):
        assert await books.inbox.count_unread(user_id(user)) == left
    claimed = await books.queue.claim("mail", limit=10, now=at(HOUR), claim_id=UUID(int=1))
    assert [each.message.user_id for each in claimed] == [user_id(1)]


async def test_a_delivery_that_ends_after_its_user_was_forgotten_is_nothing(books: Books) -> None:
    await books.store.record(called(0), None)
    claimed = await books.queue.claim("mail", limit=10, now=at(HOUR), claim_id=UUID(int=1))
    await books.inbox.forget([user_id(0), user_id(1)])
    sent = [after_success(each, now=at(HOUR)) for each in claimed]
    assert len(sent) == 2
    await books.queue.finish(sent)
    assert await books.inbox.count_unread(user_id(0)) == 0
