"""FR2.3, FR2.4: sessions seen and ended by their user, and the news of their end."""

from uuid import UUID

import pytest

from services.user.domain.caller import Caller
from services.user.domain.limits import TooManySignInsError
from services.user.domain.session import (
    MAX_LIVE_SESSIONS,
    RefreshRefusedError,
    SessionEnd,
    SessionNotFoundError,
)
from services.user.domain.user import WrongCredentialsError
from services.user.tests.world import ELSEWHERE, HERE, World


async def test_sessions_are_listed_the_last_used_first() -> None:
    world = World()
    user_id = await world.confirmed_user()
    phone = await world.sign_in()
    world.clock.advance(seconds=60)
    await world.sign_in(caller=ELSEWHERE)
    world.clock.advance(seconds=60)
    await world.refresh(phone.refresh_token)
    first, second = await world.use_cases.list_sessions(user_id)
    assert (first.device, second.device) == (HERE.device, ELSEWHERE.device)
    assert (first.device.name, first.device.network) == ("Firefox/133.0", "192.0.0.0/16")
    assert first.last_used_at == world.clock.now()
    assert second.last_used_at == second.started_at


async def test_a_session_that_nobody_refreshed_for_a_month_is_not_listed() -> None:
    world = World()
    user_id = await world.confirmed_user()
    await world.sign_in()
    world.clock.advance(seconds=30 * 86_400)
    assert await world.use_cases.list_sessions(user_id) == []


async def test_one_session_is_ended_and_told() -> None:
    world = World()
    user_id = await world.confirmed_user()
    phone, laptop = await world.sign_in(), await world.sign_in()
    session_id, _ = await world.session_ids(user_id)
    await world.use_cases.end_sessions.one(user_id, session_id, HERE)
    with pytest.raises(RefreshRefusedError):
        await world.refresh(phone.refresh_token)
    await world.refresh(laptop.refresh_token)
    (told,) = world.store.ends
    assert (told.session_id, told.ended_at) == (session_id, world.clock.now())
    with pytest.raises(SessionNotFoundError):
        await world.use_cases.end_sessions.one(user_id, session_id, HERE)


async def test_somebody_elses_session_is_as_unknown_as_none() -> None:
    world = World()
    user_id = await world.confirmed_user()
    bruno_id = await world.confirmed_user("bruno@example.org")
    await world.sign_in("bruno@example.org")
    (of_bruno,) = await world.session_ids(bruno_id)
    for session_id in (of_bruno, UUID(int=999)):
        with pytest.raises(SessionNotFoundError):
            await world.use_cases.end_sessions.one(user_id, session_id, HERE)
    assert await world.session_ids(bruno_id) == [of_bruno]
    assert world.store.ends == []


async def test_all_others_are_ended() -> None:
    world = World()
    user_id = await world.confirmed_user()
    for _ in range(4):
        await world.sign_in()
    kept, *others = await world.session_ids(user_id)
    await world.use_cases.end_sessions.others(user_id, kept, HERE)
    assert await world.session_ids(user_id) == [kept]
    assert [each.session_id for each in world.store.ends] == others
    await world.use_cases.end_sessions.others(user_id, kept, HERE)
    assert len(world.store.ends) == len(others)


async def test_every_end_is_told_whatever_its_reason() -> None:
    world = World()
    user_id = await world.confirmed_user()
    tokens = [await world.sign_in() for _ in range(MAX_LIVE_SESSIONS)]
    await world.sign_out(tokens[-1].refresh_token)
    await world.sign_out(tokens[-1].refresh_token)
    await world.refresh(tokens[-2].refresh_token)
    world.clock.advance(seconds=11)
    with pytest.raises(RefreshRefusedError):
        await world.refresh(tokens[-2].refresh_token)
    for _ in range(3):
        await world.sign_in()
    assert [each.end for each in world.store.ends] == [
        SessionEnd.SIGNED_OUT,
        SessionEnd.REUSE,
        SessionEnd.TOO_MANY_SESSIONS,
    ]
    assert len(await world.session_ids(user_id)) == MAX_LIVE_SESSIONS


async def test_strangers_who_guess_do_not_keep_a_known_device_out() -> None:
    world = World()
    await world.confirmed_user()
    await world.sign_in()
    await _guess_until_the_account_is_closed(world)
    with pytest.raises(TooManySignInsError):
        await world.sign_in(caller=ELSEWHERE)
    await world.sign_in()


async def test_an_unknown_account_is_closed_to_guessers_as_a_known_one() -> None:
    world = World()
    await _guess_until_the_account_is_closed(world)


async def _guess_until_the_account_is_closed(world: World) -> None:
    for attempt in range(50):
        caller = Caller(f"203.0.113.{attempt // 5}", "Guesser")
        with pytest.raises(WrongCredentialsError):
            await world.sign_in(password="a guess", caller=caller)
    with pytest.raises(TooManySignInsError) as refused:
        await world.sign_in(password="a guess", caller=Caller("203.0.113.99", "Guesser"))
    assert refused.value.retry_after_s == 3600
