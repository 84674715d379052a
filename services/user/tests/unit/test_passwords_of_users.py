"""FR2.4: forgotten and changed passwords."""

import pytest

from services.user.domain.caller import Caller
from services.user.domain.letter_wordings import LetterPurpose
from services.user.domain.limits import TooManyCodesError, TooManySignInsError, TooManyTriesError
from services.user.domain.password import UnacceptablePasswordError
from services.user.domain.security_event import SecurityEventKind
from services.user.domain.session import RefreshRefusedError, SessionEnd
from services.user.domain.user import (
    WrongCredentialsError,
    WrongPasswordError,
)
from services.user.domain.verification import WrongCodeError
from services.user.tests.world import EMAIL, HERE, PASSWORD, World

NEW = "another long password"


async def _user(world: World) -> None:
    await world.confirmed_user()
    world.clock.advance(seconds=30)


async def test_a_mailed_code_gives_a_new_password_and_ends_all_sessions() -> None:
    world = World()
    user_id = await world.confirmed_user()
    world.clock.advance(seconds=30)
    tokens = [await world.sign_in() for _ in range(3)]
    code = await world.reset_code()
    assert (await world.mail())[-1].purpose == LetterPurpose.PASSWORD_RESET_CODE
    await world.reset_password(code, NEW)
    for each in tokens:
        with pytest.raises(RefreshRefusedError):
            await world.refresh(each.refresh_token)
    with pytest.raises(WrongCredentialsError):
        await world.sign_in()
    await world.sign_in(password=NEW)
    assert [session.end for session in world.store.ends] == [SessionEnd.PASSWORD_RESET] * 3
    assert (await world.mail())[-1].purpose == LetterPurpose.PASSWORD_CHANGED
    assert SecurityEventKind.PASSWORD_RESET in await world.trail(user_id)


async def test_a_reset_code_works_once_and_only_for_this() -> None:
    world = World()
    code = await world.sign_up()
    with pytest.raises(WrongCodeError):
        await world.reset_password(code, NEW)
    await world.confirm(EMAIL, code)
    world.clock.advance(seconds=30)
    reset_code = await world.reset_code()
    with pytest.raises(WrongCodeError):
        await world.confirm(EMAIL, reset_code)
    await world.reset_password(reset_code, NEW)
    with pytest.raises(WrongCodeError):
        await world.reset_password(reset_code, PASSWORD)
    await world.sign_in(password=NEW)


async def test_five_wrong_tries_or_ten_minutes_use_a_reset_code_up() -> None:
    world = World()
    await _user(world)
    code = await world.reset_code()
    for _ in range(5):
        with pytest.raises(WrongCodeError):
            await world.reset_password("999999", NEW)
    with pytest.raises(WrongCodeError):
        await world.reset_password(code, NEW)
    world.clock.advance(seconds=30)
    late = await world.reset_code()
    world.clock.advance(seconds=600)
    with pytest.raises(WrongCodeError):
        await world.reset_password(late, NEW)
    await world.sign_in()


@pytest.mark.parametrize("who", ["nobody", "unconfirmed", "wrong code"])
async def test_whoever_cannot_reset_gets_the_same_answer(who: str) -> None:
    world = World()
    if who == "unconfirmed":
        await world.sign_up()
        world.clock.advance(seconds=30)
    elif who == "wrong code":
        await _user(world)
    letters = len(await world.mail())
    await world.use_cases.forget_password(EMAIL, HERE)
    assert len(await world.mail()) == letters + (who == "wrong code")
    with pytest.raises(WrongCodeError) as refused:
        await world.reset_password("999999", NEW)
    assert str(refused.value) == "The code is wrong, used or too old. Ask for a new one."


async def test_an_unconfirmed_account_does_not_become_usable_by_a_reset() -> None:
    world = World()
    code = await world.sign_up()
    with pytest.raises(WrongCodeError):
        await world.reset_password(code, NEW)
    with pytest.raises(WrongCredentialsError):
        await world.sign_in()


async def test_asking_for_codes_is_limited_as_for_sign_up() -> None:
    world = World()
    await world.use_cases.forget_password("nobody@example.org", HERE)
    with pytest.raises(TooManyCodesError) as refused:
        await world.use_cases.forget_password("nobody@example.org", HERE)
    assert refused.value.retry_after_s == 30


async def test_a_bad_new_password_costs_no_code() -> None:
    world = World()
    await _user(world)
    code = await world.reset_code()
    for bad in ("short", "Password123", EMAIL):
        with pytest.raises(UnacceptablePasswordError):
            await world.reset_password(code, bad)
    await world.reset_password(code, NEW)


async def test_a_reset_lets_the_owner_in_whom_strangers_held_up() -> None:
    world = World()
    await _user(world)
    for stranger in range(6):
        await _guess_in_vain(world, stranger)
    await world.reset_password(await world.reset_code(), NEW)
    await world.sign_in(password=NEW)


async def _guess_in_vain(world: World, stranger: int) -> None:
    for _ in range(9):
        with pytest.raises((WrongCredentialsError, TooManySignInsError)):
            await world.sign_in(password="a guess", caller=Caller(f"203.0.113.{stranger}"))


async def test_changing_the_password_keeps_this_session_and_ends_the_others() -> None:
    world = World()
    user_id = await world.confirmed_user()
    here, there = await world.sign_in(), await world.sign_in()
    this_session, other = await world.session_ids(user_id)
    await world.change_password(user_id, this_session, PASSWORD, NEW)
    assert await world.session_ids(user_id) == [this_session]
    await world.refresh(here.refresh_token)
    with pytest.raises(RefreshRefusedError):
        await world.refresh(there.refresh_token)
    assert [(each.session_id, each.end) for each in world.store.ends] == [
        (other, SessionEnd.PASSWORD_CHANGED)
    ]
    await world.sign_in(password=NEW)
    assert (await world.mail())[-1].purpose == LetterPurpose.PASSWORD_CHANGED
    assert SecurityEventKind.PASSWORD_CHANGED in await world.trail(user_id)


async def test_changing_needs_the_present_password_and_guessing_it_is_limited() -> None:
    world = World()
    user_id = await world.confirmed_user()
    await world.sign_in()
    (session_id,) = await world.session_ids(user_id)
    for _ in range(10):
        with pytest.raises(WrongPasswordError):
            await world.change_password(user_id, session_id, "a guess", NEW)
    with pytest.raises(TooManyTriesError) as refused:
        await world.change_password(user_id, session_id, PASSWORD, NEW)
    assert refused.value.retry_after_s == 900
    trail = await world.trail(user_id)
    assert trail.count(SecurityEventKind.PASSWORD_REFUSED) == 10
    world.clock.advance(seconds=900)
    await world.change_password(user_id, session_id, PASSWORD, NEW)


async def test_a_pending_reset_code_dies_with_the_change() -> None:
    world = World()
    user_id = await world.confirmed_user()
    world.clock.advance(seconds=30)
    await world.sign_in()
    (session_id,) = await world.session_ids(user_id)
    code = await world.reset_code()
    await world.change_password(user_id, session_id, PASSWORD, NEW)
    with pytest.raises(WrongCodeError):
        await world.reset_password(code, PASSWORD)
