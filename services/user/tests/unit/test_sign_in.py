"""FR2.1, FR2.2: sign in."""

from dataclasses import replace

import pytest

from services.user.domain.credential import PasswordHash, password_hash_of
from services.user.domain.limits import TooManySignInsError
from services.user.domain.security_event import SecurityEventKind
from services.user.domain.session import MAX_LIVE_SESSIONS, RefreshRefusedError
from services.user.domain.user import WrongCredentialsError
from services.user.outbound.memory_parts import QuickPasswords
from services.user.ports import PasswordCheck
from services.user.tests.world import ELSEWHERE, EMAIL, PASSWORD, World


async def test_credentials_open_a_session() -> None:
    world = World()
    user_id = await world.confirmed_user()
    tokens = await world.sign_in(" ANNA@example.org ")
    assert tokens.user_id == user_id
    assert tokens.access_token_lifetime_s == 600
    assert PASSWORD not in repr(tokens)
    assert tokens.refresh_token not in repr(tokens)


async def test_unknown_unconfirmed_and_wrong_password_are_one_answer() -> None:
    """FR1.3, FR2.2: an unconfirmed user is nobody, also to who knows the password."""
    world = World()
    user_id = await world.confirmed_user()
    await world.sign_up("bruno@example.org")
    refusals = set()
    for email, password in (
        (EMAIL, "not the password"),
        ("nobody@example.org", PASSWORD),
        ("bruno@example.org", "not the password"),
        ("bruno@example.org", PASSWORD),
    ):
        with pytest.raises(WrongCredentialsError) as refused:
            await world.sign_in(email, password)
        refusals.add(str(refused.value))
    assert len(refusals) == 1
    assert await world.trail(user_id) == [
        SecurityEventKind.SIGNED_UP,
        SecurityEventKind.CONFIRMED,
        SecurityEventKind.SIGN_IN_FAILED,
    ]
    bruno_id = await world.confirm("bruno@example.org", (await world.mail())[-1].code or "")
    assert SecurityEventKind.SIGN_IN_FAILED not in await world.trail(bruno_id)


class _CountingPasswords(QuickPasswords):
    checks = 0

    async def check(self, password: str, password_hash: str | None) -> PasswordCheck:
        self.checks += 1
        return await super().check(password, password_hash)


@pytest.mark.parametrize("email", ["nobody@example.org", EMAIL])
async def test_the_password_is_checked_for_an_unknown_and_an_unconfirmed_address_too(
    email: str,
) -> None:
    passwords = _CountingPasswords()
    world = World(passwords=passwords)
    await world.sign_up()
    with pytest.raises(WrongCredentialsError):
        await world.sign_in(email)
    assert passwords.checks == 1


async def test_guessing_is_limited_per_account_and_network() -> None:
    world = World()
    await world.confirmed_user()
    for _ in range(10):
        with pytest.raises(WrongCredentialsError):
            await world.sign_in(password="not the password")
    with pytest.raises(TooManySignInsError) as refused:
        await world.sign_in()
    assert refused.value.retry_after_s == 900
    await world.sign_in(caller=ELSEWHERE)
    world.clock.advance(seconds=900)
    await world.sign_in()


async def test_signing_in_starts_the_count_anew() -> None:
    world = World()
    await world.confirmed_user()
    for _ in range(3):
        for _ in range(9):
            with pytest.raises(WrongCredentialsError):
                await world.sign_in(password="not the password")
        await world.sign_in()


@pytest.mark.parametrize("email", ["nobody@example.org", EMAIL])
async def test_an_unknown_and_an_unconfirmed_account_are_limited_as_a_known_one(
    email: str,
) -> None:
    """Though the unconfirmed one's password is right."""
    world = World()
    await world.sign_up()
    for _ in range(10):
        with pytest.raises(WrongCredentialsError):
            await world.sign_in(email)
    with pytest.raises(TooManySignInsError):
        await world.sign_in(email)


async def test_an_outdated_hash_is_replaced_on_sign_in() -> None:
    world = World()
    await world.confirmed_user()
    stronger = QuickPasswords(rounds=2)
    sign_in = replace(world.use_cases.sign_in, passwords=stronger)
    world.use_cases = replace(world.use_cases, sign_in=sign_in)
    await world.sign_in()
    user = await world.store.find_user_with_email(world.store.announcements[0].user.email)
    assert user is not None
    assert await stronger.check(PASSWORD, password_hash_of(user.credential)) == PasswordCheck(
        right=True
    )


async def test_a_password_changed_while_it_was_checked_opens_nothing() -> None:
    world = World()
    user_id = await world.confirmed_user()

    class _Slow(QuickPasswords):
        async def check(self, password: str, password_hash: str | None) -> PasswordCheck:
            async with world.store.transaction() as transaction:
                user = await transaction.user(user_id)
                assert user is not None
                await transaction.save_user(replace(user, credential=PasswordHash("changed")))
            return await super().check(password, password_hash)

    sign_in = replace(world.use_cases.sign_in, passwords=_Slow())
    world.use_cases = replace(world.use_cases, sign_in=sign_in)
    with pytest.raises(WrongCredentialsError):
        await world.sign_in()


async def test_the_oldest_session_makes_room() -> None:
    world = World()
    await world.confirmed_user()
    all_tokens = []
    for _ in range(MAX_LIVE_SESSIONS + 1):
        world.clock.advance(seconds=1)
        all_tokens.append(await world.sign_in(EMAIL))
    with pytest.raises(RefreshRefusedError):
        await world.refresh(all_tokens[0].refresh_token)
    await world.refresh(all_tokens[1].refresh_token)
    await world.refresh(all_tokens[-1].refresh_token)
