"""SurplusStore: what changes while an episode is open, and why it ends (FR4.2)."""

from dataclasses import replace

import pytest

from services.engagement.domain.notifications.notification import episode_id_of
from services.engagement.domain.surplus.detection import EndReason, EpisodeEnded, EpisodeUpdated
from services.engagement.ports.surplus import Update
from services.engagement.tests.contract.books import Books
from services.engagement.tests.contract.examples import HOUR, called, detection, ending
from services.engagement.tests.engine import COMMUNITY, KW, at


def update(started: float, second: float, excess_mw: int, peak_mw: int) -> Update:
    updated = EpisodeUpdated(at(started), at(second), excess_mw, peak_mw)
    return Update(episode_id_of(COMMUNITY, at(started)), COMMUNITY, updated)


async def test_an_update_is_told_and_keeps_the_higher_peak(books: Books) -> None:
    await books.store.record([*called(0), update(0, 900, 4 * KW, 5 * KW)], None)
    await books.store.record([update(0, 1800, KW, 3 * KW)], None)
    [episode] = await books.store.episodes(COMMUNITY, limit=10)
    assert (episode.peak_excess_mw, episode.ended_at, episode.end_reason) == (5 * KW, None, None)
    assert [name for name in await books.told() if name != "called"] == [
        "detected",
        "updated",
        "updated",
    ]


async def test_an_update_is_told_once_and_in_order_of_event_time(books: Books) -> None:
    await books.store.record([detection(0), update(0, 1800, 4 * KW, 4 * KW)], None)
    await books.store.record([update(0, 1800, 4 * KW, 4 * KW), update(0, 900, KW, KW)], None)
    assert await books.told() == ["detected", "updated"]


async def test_an_update_of_what_is_over_or_unknown_is_nothing(books: Books) -> None:
    await books.store.record([update(0, 900, KW, KW)], None)
    await books.store.record([detection(0), ending(0, 900), update(0, 950, KW, 9 * KW)], None)
    [episode] = await books.store.episodes(COMMUNITY, limit=10)
    assert episode.peak_excess_mw == 3 * KW
    assert await books.told() == ["detected", "ended"]


@pytest.mark.parametrize("reason", ["below", "silent", "unreliable", "removed"])
async def test_why_an_episode_ended_is_kept(books: Books, reason: EndReason) -> None:
    ended = EpisodeEnded(at(0), at(900), 2 * KW, reason)
    await books.store.record([detection(0), replace(ending(0, 900), ended=ended)], None)
    [episode] = await books.store.episodes(COMMUNITY, limit=10)
    assert episode.end_reason == reason


async def test_what_a_newer_episode_ends_was_lost_sight_of(books: Books) -> None:
    await books.store.record([detection(0), detection(5 * HOUR)], None)
    _, older = await books.store.episodes(COMMUNITY, limit=10)
    assert (older.ended_at, older.end_reason) == (at(5 * HOUR), "silent")


async def test_the_call_of_an_episode_can_come_after_its_detection(books: Books) -> None:
    late = called(0)[1]
    assert (await books.store.record([detection(0)], None)).deliveries == 0
    assert (await books.store.record([late], None)).deliveries > 0
    assert (await books.store.record([late], None)).deliveries == 0


async def test_an_episode_that_is_over_calls_nobody(books: Books) -> None:
    late = called(0)[1]
    await books.store.record([detection(0), ending(0, 900)], None)
    assert (await books.store.record([late], None)).deliveries == 0
    [episode] = await books.store.episodes(COMMUNITY, limit=10)
    assert episode.notified_at is None
