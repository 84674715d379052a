"""FR2.4: the security trail, news of new devices, export and deletion."""

import pytest

from libs.chassis.errors import UnauthenticatedError
from services.user.domain.caller import NOWHERE, Caller
from services.user.domain.letter_wordings import LetterPurpose
from services.user.domain.limits import TooManyTriesError
from services.user.domain.security_event import SecurityEventKind as Kind
from services.user.domain.session import RefreshRefusedError, SessionEnd
from services.user.domain.user import ContactNews, WrongCredentialsError, WrongPasswordError
from services.user.tests.world import ELSEWHERE, EMAIL, HERE, PASSWORD, World


async def test_the_trail_tells_the_story_of_an_account() -> None:
    world = World()
    user_id = await world.confirmed_user()
    with pytest.raises(WrongCredentialsError):
        await world.sign_in(password="not the password")
    tokens = await world.sign_in()
    await world.sign_in(caller=ELSEWHERE)
    await world.refresh(tokens.refresh_token)
    world.clock.advance(seconds=11)
    with pytest.raises(RefreshRefusedError):
        await world.refresh(tokens.refresh_token)
    assert await world.trail(user_id) == [
        Kind.SIGNED_UP,
        Kind.CONFIRMED,
        Kind.SIGN_IN_FAILED,
        Kind.SIGNED_IN,
        Kind.SIGNED_IN,
        Kind.NEW_DEVICE,
        Kind.REFRESH_REUSED,
        Kind.SESSION_ENDED,
    ]
    newest, *_ = await world.use_cases.read_security_events(user_id, limit=1)
    assert (newest.device, newest.occurred_at) == (HERE.device, world.clock.now())


async def test_a_sign_in_from_a_new_device_is_mailed_once() -> None:
    world = World()
    await world.confirmed_user()
    await world.sign_in()
    updated = Caller("192.0.77.1", "Firefox/134.0.1")
    await world.sign_in(caller=updated)
    assert {letter.purpose for letter in await world.mail()} == {LetterPurpose.SIGN_UP_CODE}
    for _ in range(2):
        await world.sign_in(caller=ELSEWHERE)
    letters = [each for each in await world.mail() if each.purpose == LetterPurpose.NEW_DEVICE]
    (letter,) = letters
    assert letter.recipient == EMAIL
    assert ELSEWHERE.device.network in letter.text


async def test_a_device_of_one_account_is_new_to_another() -> None:
    world = World()
    await world.confirmed_user()
    await world.confirmed_user("bruno@example.org")
    await world.sign_in(caller=ELSEWHERE)
    await world.sign_in("bruno@example.org")
    await world.sign_in("bruno@example.org", caller=ELSEWHERE)
    assert (await world.mail())[-1].purpose == LetterPurpose.NEW_DEVICE


async def test_the_export_holds_everything_and_is_itself_in_the_trail() -> None:
    world = World()
    user_id = await world.confirmed_user()
    await world.sign_in()
    (session_id,) = await world.session_ids(user_id)
    data = await world.use_cases.export_data(user_id, session_id, HERE)
    assert (data.user.user_id, data.user.email) == (user_id, EMAIL)
    assert [session.session_id for session in data.sessions] == [session_id]
    assert [event.kind for event in reversed(data.security_events)] == await world.trail(user_id)
    assert data.security_events[0].kind is Kind.DATA_EXPORTED
    for _ in range(9):
        await world.use_cases.export_data(user_id, session_id, HERE)
    with pytest.raises(TooManyTriesError):
        await world.use_cases.export_data(user_id, session_id, HERE)


async def test_deleting_asks_for_the_password() -> None:
    world = World()
    user_id = await world.confirmed_user()
    with pytest.raises(WrongPasswordError):
        await world.use_cases.delete_account(user_id, "a guess", HERE)
    assert await world.store.find_user(user_id) is not None


async def test_a_deleted_account_is_gone_told_and_free_to_be_made_again() -> None:
    world = World()
    user_id = await world.confirmed_user()
    tokens = await world.sign_in()
    await world.use_cases.delete_account(user_id, PASSWORD, HERE)
    with pytest.raises(RefreshRefusedError):
        await world.refresh(tokens.refresh_token)
    with pytest.raises(WrongCredentialsError):
        await world.sign_in()
    with pytest.raises(UnauthenticatedError):
        await world.use_cases.read_profile(user_id)
    with pytest.raises(UnauthenticatedError):
        await world.use_cases.delete_account(user_id, PASSWORD, HERE)
    assert [each.end for each in world.store.ends] == [SessionEnd.ACCOUNT_DELETED]
    assert [each.news for each in world.store.announcements] == [
        ContactNews.CONFIRMED,
        ContactNews.DELETED,
    ]
    assert [each.user.version for each in world.store.announcements] == [1, 2]
    (event,) = await world.store.security_events(user_id, limit=10)
    assert (event.kind, event.device) == (Kind.ACCOUNT_DELETED, NOWHERE)
    assert (await world.mail())[-1].purpose == LetterPurpose.ACCOUNT_DELETED
    world.clock.advance(seconds=30)
    assert await world.confirmed_user() != user_id
