"""FR1: sign up, confirm, ask for the code again."""

import pytest

from libs.chassis.errors import InvalidInputError
from services.user.domain.letter_wordings import LetterPurpose
from services.user.domain.limits import TooManyCodesError
from services.user.domain.user import ContactNews, WrongCredentialsError
from services.user.domain.verification import WrongCodeError
from services.user.tests.world import EMAIL, PASSWORD, World


async def test_a_code_is_mailed_and_makes_a_user() -> None:
    world = World()
    code = await world.sign_up(locale="en")
    user_id = await world.confirm(EMAIL, code)
    (letter,) = world.mailbox.letters
    assert (letter.recipient, letter.purpose) == (EMAIL, LetterPurpose.SIGN_UP_CODE)
    assert "code" in letter.subject
    (announcement,) = world.store.announcements
    assert announcement.news is ContactNews.CONFIRMED
    assert announcement.user.user_id == user_id
    assert announcement.user.email == EMAIL
    assert (await world.sign_in()).user_id == user_id


async def test_nobody_is_told_about_an_unconfirmed_user() -> None:
    world = World()
    await world.sign_up()
    assert world.store.announcements == []
    with pytest.raises(WrongCredentialsError):
        await world.sign_in()


@pytest.mark.parametrize("password", ["too short", "Password123", EMAIL])
async def test_a_bad_password_costs_no_mail(password: str) -> None:
    world = World()
    with pytest.raises(InvalidInputError) as refused:
        await world.sign_up(password=password)
    assert refused.value.fields[0].field == "password"
    assert await world.mail() == []
    await world.sign_up()


async def test_a_code_is_used_once_and_only_for_its_address() -> None:
    world = World()
    code = await world.sign_up()
    await world.sign_up("bruno@example.org")
    with pytest.raises(WrongCodeError):
        await world.confirm("bruno@example.org", code)
    await world.confirm(EMAIL, code)
    with pytest.raises(WrongCodeError):
        await world.confirm(EMAIL, code)


async def test_five_wrong_tries_use_up_a_code_even_for_the_right_digits() -> None:
    world = World()
    code = await world.sign_up()
    for _ in range(5):
        with pytest.raises(WrongCodeError):
            await world.confirm(EMAIL, "999999")
    with pytest.raises(WrongCodeError):
        await world.confirm(EMAIL, code)


async def test_a_code_expires_after_ten_minutes() -> None:
    world = World()
    code = await world.sign_up()
    world.clock.advance(seconds=600)
    with pytest.raises(WrongCodeError):
        await world.confirm(EMAIL, code)


async def test_an_unknown_address_is_answered_like_a_wrong_code() -> None:
    world = World()
    await world.sign_up()
    with pytest.raises(WrongCodeError) as unknown:
        await world.confirm("nobody@example.org", "999999")
    with pytest.raises(WrongCodeError) as wrong:
        await world.confirm(EMAIL, "999999")
    assert str(unknown.value) == str(wrong.value)


async def test_signing_up_with_a_known_address_tells_only_its_owner() -> None:
    world = World()
    await world.confirmed_user()
    world.clock.advance(seconds=30)
    await world.sign_up(password="another long password")
    assert (await world.mail())[-1].purpose == LetterPurpose.ALREADY_SIGNED_UP
    await world.sign_in(password=PASSWORD)
    with pytest.raises(WrongCredentialsError):
        await world.sign_in(password="another long password")


async def test_of_two_sign_ups_the_newer_counts_with_its_own_code() -> None:
    world = World()
    first = await world.sign_up(password="the first password")
    world.clock.advance(seconds=30)
    second = await world.sign_up(password="the second password")
    with pytest.raises(WrongCodeError):
        await world.confirm(EMAIL, first)
    await world.confirm(EMAIL, second)
    await world.sign_in(password="the second password")
    assert len(world.store.announcements) == 1


async def test_a_password_never_changes_without_a_new_code() -> None:
    """Else a stranger's password could be confirmed with the owner's code."""
    world = World()
    code = await world.sign_up(password="the owner's password")
    with pytest.raises(TooManyCodesError):
        await world.sign_up(password="a stranger's password")
    await world.confirm(EMAIL, code)
    await world.sign_in(password="the owner's password")


async def test_a_resent_code_replaces_the_older() -> None:
    world = World()
    first = await world.sign_up()
    world.clock.advance(seconds=30)
    await world.resend(EMAIL)
    second = (await world.mail())[-1].code or ""
    with pytest.raises(WrongCodeError):
        await world.confirm(EMAIL, first)
    await world.confirm(EMAIL, second)


@pytest.mark.parametrize("who", ["unconfirmed", "confirmed", "unknown"])
async def test_mails_to_an_address_are_limited_whoever_it_is(who: str) -> None:
    world = World()
    if who == "confirmed":
        await world.confirmed_user()
        world.clock.advance(seconds=7200)
    elif who == "unconfirmed":
        await world.sign_up()
        world.clock.advance(seconds=7200)
    waits = []
    for _ in range(5):
        await world.resend(EMAIL)
        with pytest.raises(TooManyCodesError) as refused:
            await world.resend(EMAIL)
        waits.append(refused.value.retry_after_s)
        world.clock.advance(seconds=30)
    assert waits == [30, 30, 30, 30, 3600 - 4 * 30]
    world.clock.advance(seconds=3600 - 5 * 30)
    await world.resend(EMAIL)


async def test_resending_writes_only_to_those_who_wait_for_a_code() -> None:
    world = World()
    await world.resend("nobody@example.org")
    await world.confirmed_user()
    world.clock.advance(seconds=30)
    letters = len(await world.mail())
    await world.resend(EMAIL)
    assert len(await world.mail()) == letters
