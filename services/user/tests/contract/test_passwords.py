"""PasswordHasher, CommonPasswords and Secrets: the same promises from adapter and twin."""

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from services.user.outbound.common_passwords import ZxcvbnCommonPasswords
from services.user.outbound.memory_parts import CountingSecrets, FewCommonPasswords, QuickPasswords
from services.user.outbound.passwords import Argon2Passwords
from services.user.outbound.server_secrets import ServerSecrets
from services.user.ports import (
    CommonPasswords,
    PasswordCheck,
    PasswordHasher,
    PasswordsBusyError,
    Secrets,
)

PASSWORD = "correct horse battery staple"


@pytest.fixture(params=["twin", "argon2"])
def passwords(request: pytest.FixtureRequest) -> PasswordHasher:
    return QuickPasswords() if request.param == "twin" else Argon2Passwords(memory_kib=64)


async def test_the_right_password_and_no_other_is_right(passwords: PasswordHasher) -> None:
    kept = await passwords.hash(PASSWORD)
    assert PASSWORD not in kept
    assert await passwords.check(PASSWORD, kept) == PasswordCheck(right=True)
    assert not (await passwords.check(PASSWORD + "!", kept)).right


async def test_nobodys_password_is_never_right(passwords: PasswordHasher) -> None:
    assert await passwords.check("the password of nobody", None) == PasswordCheck(right=False)


async def test_a_broken_hash_is_never_right(passwords: PasswordHasher) -> None:
    assert not (await passwords.check(PASSWORD, "not a hash")).right


async def test_a_hash_of_weaker_parameters_is_outdated() -> None:
    for weak, strong in (
        (QuickPasswords(rounds=1), QuickPasswords(rounds=2)),
        (Argon2Passwords(memory_kib=64), Argon2Passwords(memory_kib=128)),
    ):
        kept = await weak.hash(PASSWORD)
        assert await strong.check(PASSWORD, kept) == PasswordCheck(right=True, outdated=True)
        assert not (await strong.check("wrong", kept)).outdated


async def test_the_defaults_are_owasps_minimum() -> None:
    """NF11: argon2id with 19 MiB, two passes, one lane."""
    passwords = Argon2Passwords()
    kept = await passwords.hash(PASSWORD)
    passwords.close()
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@dataclass
class BusyPasswords:
    """A hasher of three places whose only thread is held until `release`."""

    passwords: Argon2Passwords
    gate: threading.Event

    def release(self) -> None:
        self.gate.set()


@pytest.fixture
def busy() -> Iterator[BusyPasswords]:
    passwords, gate = Argon2Passwords(memory_kib=64, threads=1, room=3), threading.Event()
    passwords._threads.submit(gate.wait)
    yield BusyPasswords(passwords, gate)
    gate.set()
    passwords.close()


async def test_beyond_the_waiting_room_the_answer_is_come_back_later(busy: BusyPasswords) -> None:
    waiting = [asyncio.create_task(busy.passwords.hash(PASSWORD)) for _ in range(3)]
    await asyncio.sleep(0)
    refused = asyncio.create_task(busy.passwords.check(PASSWORD, None))
    await asyncio.wait([refused], timeout=5)
    assert isinstance(refused.exception(), PasswordsBusyError)
    busy.release()
    await asyncio.gather(*waiting)
    assert await busy.passwords.hash(PASSWORD)


async def test_who_goes_away_keeps_the_place_until_the_thread_is_done(busy: BusyPasswords) -> None:
    waiting = [asyncio.create_task(busy.passwords.hash(PASSWORD)) for _ in range(3)]
    await asyncio.sleep(0)
    waiting[0].cancel()
    await asyncio.wait(waiting[:1])
    refused = asyncio.create_task(busy.passwords.hash(PASSWORD))
    await asyncio.wait([refused], timeout=5)
    assert isinstance(refused.exception(), PasswordsBusyError)
    busy.release()
    await asyncio.gather(*waiting[1:])


@pytest.mark.parametrize("common", [FewCommonPasswords(), ZxcvbnCommonPasswords()])
def test_common_passwords_are_known_whatever_their_case(common: CommonPasswords) -> None:
    assert common.includes("password123")
    assert common.includes("PassWord123")
    assert not common.includes(PASSWORD)


@pytest.mark.parametrize("secrets", [CountingSecrets(), ServerSecrets(b"k" * 32)])
def test_codes_have_six_digits_and_tokens_do_not_repeat(secrets: Secrets) -> None:
    codes = [secrets.new_code() for _ in range(200)]
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert len({secrets.new_token() for _ in range(200)}) == 200
    assert secrets.digest("purpose", "part") == secrets.digest("purpose", "part")
    assert secrets.digest("purpose", "part") != secrets.digest("other", "part")


def test_a_token_has_256_bits_and_a_digest_depends_on_the_key() -> None:
    secrets = ServerSecrets(b"k" * 32)
    assert len(secrets.new_token()) == 43
    assert secrets.digest("purpose", "part") != ServerSecrets(b"x" * 32).digest("purpose", "part")
