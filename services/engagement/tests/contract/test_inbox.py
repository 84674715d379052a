"""Inbox (FR4.2): what a user was told, in order, until it is old."""

from uuid import UUID

from services.engagement.domain.notifications.notification import (
    SURPLUS_DETECTED,
    SURPLUS_OVER,
    InboxItem,
)
from services.engagement.ports.notifications import InboxPage, InboxPlace, InboxState
from services.engagement.tests.contract.books import Books
from services.engagement.tests.contract.examples import HOUR, called, ending
from services.engagement.tests.engine import COMMUNITY, EAGER, at, user_id

OTHER = UUID(int=0xC1)
ANNA, BRUNO, NOBODY = user_id(0), user_id(1), user_id(9)
TIMES = [0, 5 * HOUR, 10 * HOUR]


async def told_three_times(books: Books) -> None:
    """Anna and Bruno, the second time by another community."""
    for user in (ANNA, BRUNO):
        await books.preferences.save_general(user, EAGER)
    for started, community_id in zip(TIMES, (COMMUNITY, OTHER, COMMUNITY), strict=True):
        entries = called(started, community_id=community_id)
        await books.store.record(entries, None)
        if community_id == COMMUNITY:
            await books.store.record([ending(started, started + HOUR)], None)


async def created(books: Books, page: InboxPage) -> list[float]:
    items = await books.inbox.read(ANNA, page)
    return [(item.notification.created_at - at(601)).total_seconds() for item in items]


async def test_a_page_leaves_out_what_it_is_asked_to(books: Books) -> None:
    await told_three_times(books)
    newest = TIMES[::-1]
    assert await created(books, InboxPage(9)) == newest
    assert await created(books, InboxPage(2)) == newest[:2]
    assert await created(books, InboxPage(9, before=at(TIMES[2] + 601))) == newest[1:]
    assert await created(books, InboxPage(9, community_id=OTHER)) == [TIMES[1]]
    assert await created(books, InboxPage(9, kind=SURPLUS_DETECTED)) == newest
    assert await created(books, InboxPage(9, kind=SURPLUS_OVER)) == []
    page = InboxPage(9, unread_only=True, community_id=OTHER, kind=SURPLUS_DETECTED)
    assert await created(books, page) == [TIMES[1]]
    assert await books.inbox.mark_all_read(ANNA, at(0)) == 3
    assert await created(books, page) == []


async def test_pages_that_go_on_after_one_another_are_the_whole(books: Books) -> None:
    """Also where several were created at the same instant."""
    await told_three_times(books)
    away = [UUID(int=0xD0 + number) for number in range(4)]
    for community_id in away:
        await books.store.record(called(TIMES[0], community_id=community_id), None)
    whole = await books.inbox.read(ANNA, InboxPage(99))
    for limit in (1, 2, 3):
        found: list[InboxItem] = []
        place = None
        while page := await books.inbox.read(ANNA, InboxPage(limit, after=place)):
            found += page
            last = page[-1].notification
            place = InboxPlace(last.created_at, last.notification_id)
        assert found == list(whole)
    assert {item.notification.community_name for item in whole} == {"Prato"}


async def test_positions_grow_and_one_goes_on_after_any(books: Books) -> None:
    await told_three_times(books)
    all_three = await books.inbox.after(ANNA, 0, limit=9)
    times = [item.notification.created_at for item in all_three]
    assert times == [at(started + 601) for started in TIMES]
    first, second, third = (item.position for item in all_three)
    assert 0 < first < second < third
    assert [item.position for item in await books.inbox.after(ANNA, 0, limit=2)] == [first, second]
    assert [item.position for item in await books.inbox.after(ANNA, second, limit=9)] == [third]
    assert not await books.inbox.after(ANNA, third, limit=9)
    assert not await books.inbox.after(NOBODY, 0, limit=9)


async def test_a_state_is_the_unread_count_and_the_newest_position(books: Books) -> None:
    assert await books.inbox.inbox_states([ANNA]) == {ANNA: InboxState(0, 0)}
    await told_three_times(books)
    newest = (await books.inbox.after(ANNA, 0, limit=9))[-1]
    await books.inbox.mark_read(ANNA, newest.notification.notification_id, at(0))
    states = await books.inbox.inbox_states([ANNA, BRUNO, NOBODY])
    assert states[ANNA] == InboxState(2, newest.position)
    assert (states[BRUNO].unread_count, states[NOBODY]) == (3, InboxState(0, 0))


async def test_all_are_read_once_and_nobody_elses(books: Books) -> None:
    await told_three_times(books)
    [_, _, first] = await books.inbox.read(ANNA, InboxPage(9))
    await books.inbox.mark_read(ANNA, first.notification.notification_id, at(1))
    assert await books.inbox.mark_all_read(ANNA, at(2)) == 2
    assert await books.inbox.mark_all_read(ANNA, at(3)) == 0
    read_at = [item.read_at for item in await books.inbox.read(ANNA, InboxPage(9))]
    assert read_at == [at(2), at(2), at(1)]
    assert await books.inbox.count_unread(BRUNO) == 3


async def test_what_is_older_goes_with_its_deliveries_in_pieces(books: Books) -> None:
    await told_three_times(books)
    before = at(TIMES[1] + 602)
    assert [await books.inbox.forget_older(before, limit=3) for _ in range(3)] == [3, 1, 0]
    assert await created(books, InboxPage(9)) == [TIMES[2]]
    assert await books.inbox.count_unread(BRUNO) == 1
    assert [await books.inbox.forget_older_calls(before, limit=3) for _ in range(3)] == [3, 1, 0]
    episodes = {
        episode.started_at: await books.calls.outcomes(episode.episode_id)
        for community_id in (COMMUNITY, OTHER)
        for episode in await books.store.episodes(community_id, limit=9)
    }
    assert [bool(episodes[at(started)]) for started in TIMES] == [False, False, True]
