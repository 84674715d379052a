"""UserStore and its Transaction: the same promises from Postgres and from the memory twin."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from libs.chassis.clock import RandomIds
from libs.chassis.seal import Seal
from libs.contracts import subjects
from libs.contracts.v1.user import USER_DECODER, UserChanged, UserConfirmed
from services.user.domain.credential import GROUP_BYTES, SALT_BYTES, PasswordHash, Verifier
from services.user.domain.email_address import normal_email
from services.user.domain.session import (
    REFRESH_TOKEN_LIFETIME,
    SESSION_LIFETIME,
    Session,
    SessionEnd,
    ended,
    refresh_token_of,
    rotated,
)
from services.user.domain.user import Profile, User, confirmed, with_profile
from services.user.domain.verification import CodePurpose, VerificationCode
from services.user.outbound.postgres import PostgresUserStore
from services.user.ports import UserStore
from services.user.tests.contract.subject import Subject

NOW = datetime(2026, 6, 21, 10, tzinfo=UTC)
ANNA = User(
    UUID(int=1),
    normal_email("anna@example.org"),
    PasswordHash("hash"),
    Profile("Anna", "it", "Europe/Rome"),
    NOW,
    sign_up_digest=b"digest of a sign-up's id",
)
CODE = VerificationCode(ANNA.user_id, CodePurpose.SIGN_UP, b"digest", NOW + timedelta(minutes=10))
SESSION = Session(UUID(int=2), ANNA.user_id, NOW)


async def _save(store: UserStore, *users: User) -> None:
    async with store.transaction() as transaction:
        for user in users:
            await transaction.save_user(user)


async def test_a_user_is_found_by_id_and_address(store: UserStore) -> None:
    await _save(store, ANNA)
    for found in (
        await store.find_user(ANNA.user_id),
        await store.find_user_with_email(ANNA.email),
    ):
        assert found == ANNA
    async with store.transaction() as transaction:
        assert await transaction.user(ANNA.user_id) == ANNA
        assert await transaction.user_with_email(ANNA.email) == ANNA
        assert await transaction.user(uuid4()) is None
        assert await transaction.user_with_email(normal_email("nobody@example.org")) is None


async def test_a_user_is_replaced_whole(store: UserStore) -> None:
    await _save(store, ANNA)
    after = replace(
        ANNA,
        credential=PasswordHash("other"),
        profile=Profile("Anna Rossi", "en", "Europe/Lisbon"),
        confirmed_at=NOW + timedelta(microseconds=1),
        version=7,
    )
    await _save(store, after)
    assert await store.find_user(ANNA.user_id) == after


async def test_a_credential_is_replaced_whole(store: UserStore) -> None:
    """NF11: of a hash nothing is left beside a verifier, and the other way round."""
    verifier = Verifier(b"s" * SALT_BYTES, b"v" * GROUP_BYTES)
    for credential in (ANNA.credential, verifier, PasswordHash("other")):
        after = replace(ANNA, credential=credential)
        await _save(store, after)
        assert await store.find_user(ANNA.user_id) == after


async def test_an_exception_undoes_everything(subject: Subject) -> None:
    async def save_and_fail() -> None:
        async with subject.store.transaction() as transaction:
            await transaction.save_user(ANNA)
            await transaction.save_code(CODE)
            await transaction.announce(confirmed(ANNA, NOW)[1])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await save_and_fail()
    async with subject.store.transaction() as transaction:
        assert await transaction.user(ANNA.user_id) is None
        assert await transaction.code(ANNA.user_id, CODE.purpose) is None
    assert await subject.outbox("user.") == []


async def test_the_newest_code_replaces_the_older(store: UserStore) -> None:
    await _save(store, ANNA)
    newer = replace(CODE, digest=b"newer", tries_left=3)
    async with store.transaction() as transaction:
        await transaction.save_code(CODE)
        await transaction.save_code(newer)
    async with store.transaction() as transaction:
        assert await transaction.code(ANNA.user_id, CODE.purpose) == newer
        await transaction.forget_code(ANNA.user_id, CODE.purpose)
    async with store.transaction() as transaction:
        assert await transaction.code(ANNA.user_id, CODE.purpose) is None


async def test_a_refresh_token_is_found_with_its_session(store: UserStore) -> None:
    await _save(store, ANNA)
    first = refresh_token_of(SESSION, b"first", "salt", NOW)
    after = rotated(SESSION, NOW)
    second = refresh_token_of(after, b"second", "salt", NOW)
    async with store.transaction() as transaction:
        await transaction.save_session(SESSION)
        await transaction.add_refresh_token(first)
        await transaction.save_session(after)
        await transaction.add_refresh_token(second)
    async with store.transaction() as transaction:
        assert await transaction.refresh_token(b"first") == (after, first)
        assert await transaction.refresh_token(b"second") == (after, second)
        assert await transaction.refresh_token(b"unknown") is None


async def test_live_sessions_are_those_that_neither_ended_nor_expired(store: UserStore) -> None:
    bruno = replace(ANNA, user_id=UUID(int=9), email=normal_email("bruno@example.org"))
    await _save(store, ANNA, bruno)
    gone = ended(replace(SESSION, session_id=UUID(int=3)), SessionEnd.SIGNED_OUT, NOW)
    expired = replace(SESSION, session_id=UUID(int=4), started_at=NOW - SESSION_LIFETIME)
    of_bruno = replace(SESSION, session_id=UUID(int=5), user_id=bruno.user_id)
    async with store.transaction() as transaction:
        for session in (SESSION, gone, expired, of_bruno):
            await transaction.save_session(session)
    async with store.transaction() as transaction:
        assert await transaction.live_sessions(ANNA.user_id, NOW) == [SESSION]
        assert await transaction.session(gone.session_id) == gone
        assert await transaction.session(uuid4()) is None
    live = {
        session.session_id: await store.session_is_live(session.session_id, NOW)
        for session in (SESSION, gone, expired, of_bruno)
    }
    assert live == {
        SESSION.session_id: True,
        gone.session_id: False,
        expired.session_id: False,
        of_bruno.session_id: True,
    }
    assert not await store.session_is_live(uuid4(), NOW)


async def test_announcements_become_events_in_order(subject: Subject) -> None:
    user, first = confirmed(ANNA, NOW)
    user, second = with_profile(user, replace(user.profile, locale="en"), NOW)
    assert second is not None
    async with subject.store.transaction() as transaction:
        await transaction.save_user(user)
        await transaction.announce(first)
        await transaction.announce(second)
    first_event, second_event = await subject.outbox("user.")
    assert first_event.subject == second_event.subject == subjects.user(ANNA.user_id)
    told_first, told_second = (
        USER_DECODER.decode(event.payload) for event in (first_event, second_event)
    )
    assert told_first == UserConfirmed(
        user_id=ANNA.user_id,
        version=1,
        occurred_at=NOW,
        email="anna@example.org",
        name="Anna",
        locale="it",
        time_zone="Europe/Rome",
    )
    assert isinstance(told_second, UserChanged)
    assert (told_second.version, told_second.locale) == (2, "en")


async def test_decisions_about_one_new_address_follow_one_another(subject: Subject) -> None:
    store = subject.store

    async def sign_up(number: int) -> bool:
        async with store.transaction() as transaction:
            if await transaction.user_with_email(ANNA.email) is not None:
                return False
            await transaction.save_user(replace(ANNA, user_id=UUID(int=number)))
            return True

    added = await subject.at_once([sign_up(number) for number in range(1, 6)])
    assert added.count(True) == 1
    assert added.count(False) == 4


async def test_decisions_about_one_code_follow_one_another(subject: Subject) -> None:
    store = subject.store
    await _save(store, ANNA)
    async with store.transaction() as transaction:
        await transaction.save_code(CODE)

    async def use_a_try() -> int:
        async with store.transaction() as transaction:
            code = await transaction.code(ANNA.user_id, CODE.purpose)
            assert code is not None
            if code.tries_left > 1:
                await transaction.save_code(replace(code, tries_left=code.tries_left - 1))
            return code.tries_left

    assert sorted(await subject.at_once([use_a_try() for _ in range(4)])) == [2, 3, 4, 5]


async def test_decisions_about_one_session_follow_one_another(subject: Subject) -> None:
    store = subject.store
    await _save(store, ANNA)
    async with store.transaction() as transaction:
        await transaction.save_session(SESSION)
        await transaction.add_refresh_token(refresh_token_of(SESSION, b"first", "salt", NOW))

    async def rotate() -> int:
        async with store.transaction() as transaction:
            found = await transaction.refresh_token(b"first")
            assert found is not None
            await transaction.save_session(rotated(found[0], NOW))
            return found[0].generation

    async def rotate_by_id() -> int:
        async with store.transaction() as transaction:
            found = await transaction.session(SESSION.session_id)
            assert found is not None
            await transaction.save_session(rotated(found, NOW))
            return found.generation

    works = [rotate(), rotate_by_id(), rotate(), rotate_by_id()]
    assert sorted(await subject.at_once(works)) == [0, 1, 2, 3]


async def test_what_is_outdated_goes_and_what_is_not_stays(store: UserStore) -> None:
    await _save(store, confirmed(ANNA, NOW)[0])
    token = refresh_token_of(SESSION, b"first", "salt", NOW)
    async with store.transaction() as transaction:
        await transaction.save_code(CODE)
        await transaction.save_session(SESSION)
        await transaction.add_refresh_token(token)
    assert await store.remove_outdated(NOW) == 0
    assert await store.remove_outdated(CODE.expires_at) == 1
    assert await store.session_is_live(SESSION.session_id, NOW)
    assert await store.remove_outdated(NOW + REFRESH_TOKEN_LIFETIME) == 1
    async with store.transaction() as transaction:
        assert await transaction.code(ANNA.user_id, CODE.purpose) is None
        assert await transaction.refresh_token(b"first") is None
    assert await store.find_user(ANNA.user_id) is not None


async def test_ended_sessions_are_deleted_after_a_day(pool: "asyncpg.Pool[Any]") -> None:
    """Postgres only: what is deleted there is hidden in the twin."""
    store = PostgresUserStore(pool, Seal(bytes(32)), RandomIds())
    await _save(store, ANNA)
    gone = ended(SESSION, SessionEnd.REUSE, NOW)
    async with store.transaction() as transaction:
        await transaction.save_session(gone)
        await transaction.add_refresh_token(refresh_token_of(SESSION, b"first", "salt", NOW))
    assert await store.remove_outdated(NOW + timedelta(hours=23)) == 0
    assert await store.remove_outdated(NOW + timedelta(hours=24)) == 1
    assert await pool.fetchval("select count(*) from refresh_token") == 0
