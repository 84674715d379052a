"""An inbox that is kept open (FR4.2): what changed, in order, nothing twice or left out."""

from contextlib import AsyncExitStack

import pytest

from libs.chassis.errors import TooManyStreamsError
from services.engagement.domain.notifications.preference import Preference
from services.engagement.tests.engine import EAGER, Engine, inbox_count, user_id
from services.engagement.tests.unit.test_calls import DAY_MINUTES, called_engine, started
from services.engagement.usecases.notifications import forget_old, inbox_screen
from services.engagement.usecases.notifications.forget_old import ForgetOld
from services.engagement.usecases.notifications.inbox_screen import InboxNews, InboxScreen
from services.engagement.usecases.notifications.read_inbox import ReadInbox
from services.engagement.usecases.notifications.watch_inbox import WatchInbox

ANNA, BRUNO = user_id(0), user_id(1)


def told(news: InboxNews | None) -> tuple[int, int] | None:
    """(unread, new ones)."""
    return None if news is None else (news.unread_count, len(news.items))


async def eager_engine() -> Engine:
    engine = await started()
    await engine.books.save_general(ANNA, EAGER)
    return engine


def watching(engine: Engine) -> WatchInbox:
    return WatchInbox(engine.books, engine.inboxes)


async def test_the_count_comes_at_once_and_then_what_is_new() -> None:
    engine = await called_engine(await eager_engine())
    async with watching(engine).open(ANNA, after=None) as screen:
        assert told(await screen.next_value(1)) == (1, 0)
        assert await screen.next_value(0) is None
        await called_engine(engine, first=DAY_MINUTES)
        news = await screen.next_value(1)
        assert told(news) == (2, 1)
        assert await screen.next_value(0) is None


async def test_nobody_hears_of_anothers_inbox() -> None:
    engine = await started()
    await engine.books.save_general(BRUNO, Preference(wanted=False))
    async with watching(engine).open(BRUNO, after=None) as screen:
        assert told(await screen.next_value(1)) == (0, 0)
        await called_engine(engine)
        assert await inbox_count(engine, 0) == 1
        assert await screen.next_value(0) is None


async def test_who_comes_back_goes_on_where_the_stream_broke(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(inbox_screen, "ITEMS_AT_ONCE", 2)
    engine = await called_engine(await eager_engine())
    async with watching(engine).open(ANNA, after=None) as screen:
        first = await screen.next_value(1)
    assert first is not None
    for day in (1, 2, 3):
        await called_engine(engine, first=day * DAY_MINUTES)
    async with watching(engine).open(ANNA, after=first.position) as screen:
        some, others = await screen.next_value(1), await screen.next_value(1)
        assert (told(some), told(others)) == ((4, 2), (4, 1))
        assert await screen.next_value(0) is None
    assert some is not None
    assert others is not None
    seen = [item.position for item in (*some.items, *others.items)]
    newer = await engine.books.after(ANNA, first.position, limit=9)
    assert seen == [item.position for item in newer]


async def test_what_is_read_elsewhere_changes_the_count() -> None:
    engine = await called_engine(await eager_engine())
    read = ReadInbox(engine.books, engine.tell_inboxes, engine.clock)
    async with watching(engine).open(ANNA, after=None) as screen:
        assert told(await screen.next_value(1)) == (1, 0)
        await read.mark_all_read(ANNA)
        assert told(await screen.next_value(1)) == (0, 0)
        await read.mark_all_read(ANNA)
        assert await screen.next_value(0) is None


async def test_what_the_bus_did_not_tell_is_found_by_the_next_look() -> None:
    engine = await called_engine(await eager_engine())
    watch = watching(engine)
    await watch.look_again()
    async with watch.open(ANNA, after=None) as screen:
        assert told(await screen.next_value(1)) == (1, 0)
        await engine.books.mark_all_read(ANNA, engine.clock.now())
        assert await screen.next_value(0) is None
        await watch.look_again()
        assert told(await screen.next_value(1)) == (0, 0)
        await watch.look_again()
        assert await screen.next_value(0) is None


async def test_without_the_store_a_screen_closes_so_that_its_reader_comes_back() -> None:
    engine = await started()
    async with watching(engine).open(ANNA, after=7) as screen:
        engine.books.available = False
        assert await screen.next_value(1) is None
        assert screen.is_closed


async def test_screens_have_a_limit_and_end_with_the_process() -> None:
    engine = await started()
    watch = watching(engine)
    async with AsyncExitStack() as stack:
        screens: list[InboxScreen] = [
            await stack.enter_async_context(watch.open(ANNA, after=None)) for _ in range(3)
        ]
        with pytest.raises(TooManyStreamsError):
            await stack.enter_async_context(watch.open(ANNA, after=None))
        engine.inboxes.close()
        assert [await screen.next_value(1) for screen in screens] == [None] * 3
        assert all(screen.is_closed for screen in screens)
    assert not engine.inboxes.users()
    assert engine.board.limits.open_count == 0


async def test_what_is_old_is_let_go_however_much_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forget_old, "_AT_ONCE", 1)
    engine = await called_engine(await eager_engine())
    forget = ForgetOld(engine.books, engine.clock, keep_days=30)
    engine.clock.advance(seconds=29 * 86_400)
    assert await forget.forget() == 0
    engine.clock.advance(seconds=2 * 86_400)
    assert await forget.forget() == 2
    assert (await inbox_count(engine, 0), engine.books.call_members) == (0, {})
