"""UserStore, continued (FR2.4): ends of sessions, devices, the trail, and deletion."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from libs.contracts import subjects
from libs.contracts.v1.session import SESSION_ENDED_DECODER, SessionEnded
from libs.contracts.v1.user import USER_DECODER, UserDeleted
from services.user.domain.email_address import normal_email
from services.user.domain.known_device import KnownDevice
from services.user.domain.passkey import MadePasskey, Passkey
from services.user.domain.security_event import (
    MAX_EVENTS_OF_A_KIND,
    SECURITY_EVENTS_KEPT,
    SecurityEvent,
    SecurityEventKind,
)
from services.user.domain.session import Session, SessionEnd, ended, refresh_token_of
from services.user.domain.user import UNCONFIRMED_KEPT, confirmed, deletion
from services.user.domain.verification import CodePurpose, VerificationCode
from services.user.outbound import sql
from services.user.ports import Transaction, UserStore
from services.user.tests.contract.subject import Subject
from services.user.tests.examples import DEVICE, NOW, anna

ANNA = confirmed(anna(), NOW)[0]
BRUNO = replace(ANNA, user_id=UUID(int=9), email=normal_email("bruno@example.org"))
SESSION = Session(UUID(int=2), ANNA.user_id, NOW, device=DEVICE)
SIGNED_IN = SecurityEvent(
    ANNA.user_id, SecurityEventKind.SIGNED_IN, NOW, DEVICE, SESSION.session_id
)


@pytest.fixture
async def store(subject: Subject) -> UserStore:
    """A store with two users."""
    async with subject.store.transaction() as transaction:
        await transaction.save_user(ANNA)
        await transaction.save_user(BRUNO)
    return subject.store


async def test_a_session_keeps_its_device(store: UserStore) -> None:
    async with store.transaction() as transaction:
        await transaction.save_session(SESSION)
    assert await store.live_sessions(ANNA.user_id, NOW) == [SESSION]
    assert await store.live_sessions(BRUNO.user_id, NOW) == []


async def test_the_end_of_a_session_becomes_an_event(subject: Subject, store: UserStore) -> None:
    async with store.transaction() as transaction:
        await transaction.save_session(SESSION)
        await transaction.tell_ended(ended(SESSION, SessionEnd.SIGNED_OUT, NOW))
    (event,) = await subject.outbox("session.")
    assert event.subject == subjects.session_ended(SESSION.session_id)
    told = SESSION_ENDED_DECODER.decode(event.payload)
    assert told == SessionEnded(session_id=SESSION.session_id, ended_at=NOW)


async def test_a_session_that_goes_on_is_not_told_as_ended(store: UserStore) -> None:
    with pytest.raises(ValueError, match="not ended"):
        async with store.transaction() as transaction:
            await transaction.tell_ended(SESSION)


async def test_devices_are_known_until_forgotten(store: UserStore) -> None:
    older = KnownDevice(ANNA.user_id, b"older", NOW)
    newer = KnownDevice(ANNA.user_id, b"newer", NOW + timedelta(hours=1))
    later = replace(older, last_used_at=NOW + timedelta(hours=2))
    async with store.transaction() as transaction:
        await transaction.save_device(newer)
        await transaction.save_device(older)
        assert await transaction.devices(ANNA.user_id) == [older, newer]
        await transaction.save_device(later)
        assert await transaction.devices(ANNA.user_id) == [newer, later]
        assert await transaction.devices(BRUNO.user_id) == []
    assert await store.device_is_known(b"older")
    assert not await store.device_is_known(b"unknown")
    async with store.transaction() as transaction:
        await transaction.forget_device(later)
    assert not await store.device_is_known(b"older")
    assert await store.device_is_known(b"newer")


async def _record_many(transaction: Transaction, count: int) -> list[SecurityEvent]:
    failures = [
        SecurityEvent(
            ANNA.user_id, SecurityEventKind.SIGN_IN_FAILED, NOW + timedelta(seconds=number), DEVICE
        )
        for number in range(count)
    ]
    for failure in failures:
        await transaction.record(failure)
    return failures


async def test_the_trail_is_read_newest_first_and_of_one_user(store: UserStore) -> None:
    of_bruno = replace(SIGNED_IN, user_id=BRUNO.user_id, session_id=None)
    async with store.transaction() as transaction:
        await transaction.record(SIGNED_IN)
        await transaction.record(of_bruno)
        failures = await _record_many(transaction, 3)
    newest_first = [*reversed(failures), SIGNED_IN]
    assert await store.security_events(ANNA.user_id, limit=10) == newest_first
    assert await store.security_events(ANNA.user_id, limit=2) == newest_first[:2]
    assert await store.security_events(BRUNO.user_id, limit=10) == [of_bruno]


async def test_a_flood_of_one_kind_drives_out_its_own_oldest_only(store: UserStore) -> None:
    async with store.transaction() as transaction:
        await transaction.record(SIGNED_IN)
        failures = await _record_many(transaction, MAX_EVENTS_OF_A_KIND + 2)
    kept = await store.security_events(ANNA.user_id, limit=1000)
    assert kept == [*reversed(failures[2:]), SIGNED_IN]


async def test_events_are_kept_for_half_a_year(store: UserStore) -> None:
    async with store.transaction() as transaction:
        await transaction.record(SIGNED_IN)
    just_before = NOW + SECURITY_EVENTS_KEPT - timedelta(seconds=1)
    assert await store.remove_outdated(just_before) == 0
    assert await store.remove_outdated(NOW + SECURITY_EVENTS_KEPT) == 1
    assert await store.security_events(ANNA.user_id, limit=10) == []


async def test_who_never_confirmed_is_forgotten_after_a_week(store: UserStore) -> None:
    carla = replace(anna(), user_id=UUID(int=7), email=normal_email("carla@example.org"))
    due = NOW + UNCONFIRMED_KEPT
    code = VerificationCode(
        carla.user_id, CodePurpose.SIGN_UP, b"digest", due + timedelta(minutes=5)
    )
    signed_up = SecurityEvent(carla.user_id, SecurityEventKind.SIGNED_UP, NOW, DEVICE)
    async with store.transaction() as transaction:
        await transaction.save_user(carla)
        await transaction.save_code(code)
        await transaction.record(signed_up)
    assert await store.remove_outdated(due - timedelta(seconds=1)) == 0
    assert await store.remove_outdated(due) == 0, "the code may still be entered"
    await store.remove_outdated(code.expires_at)
    assert await store.find_user(carla.user_id) is None
    assert await store.security_events(carla.user_id, limit=10) == []
    assert await store.find_user(ANNA.user_id) == ANNA


async def test_a_deleted_user_leaves_nothing_but_the_news(
    subject: Subject, store: UserStore
) -> None:
    code = VerificationCode(ANNA.user_id, CodePurpose.PASSWORD_RESET, b"digest", NOW)
    device = KnownDevice(ANNA.user_id, b"mark", NOW)
    made = MadePasskey(b"credential", b"key", 0, is_backed_up=False)
    passkey = Passkey(UUID(int=4), ANNA.user_id, "Phone", made, NOW)
    gone = SecurityEvent(ANNA.user_id, SecurityEventKind.ACCOUNT_DELETED, NOW)
    async with store.transaction() as transaction:
        await transaction.save_code(code)
        await transaction.save_session(SESSION)
        await transaction.add_refresh_token(refresh_token_of(SESSION, b"token", "salt", NOW))
        await transaction.save_device(device)
        await transaction.add_passkey(passkey)
        await transaction.record(SIGNED_IN)
    async with store.transaction() as transaction:
        await transaction.delete_user(ANNA.user_id)
        await transaction.record(gone)
        await transaction.announce(deletion(ANNA, NOW))
    async with store.transaction() as transaction:
        assert await transaction.user(ANNA.user_id) is None
        assert await transaction.code(ANNA.user_id, code.purpose) is None
        assert await transaction.session(SESSION.session_id) is None
        assert await transaction.refresh_token(b"token") is None
        assert await transaction.devices(ANNA.user_id) == []
    assert await store.find_passkey(b"credential") is None
    assert await store.security_events(ANNA.user_id, limit=10) == [gone]
    assert await store.find_user(BRUNO.user_id) == BRUNO
    (event,) = await subject.outbox("user.")
    told = UserDeleted(user_id=ANNA.user_id, version=ANNA.version + 1, occurred_at=NOW)
    assert USER_DECODER.decode(event.payload) == told


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        (sql.DEVICE_IS_KNOWN, (b"mark",)),
        (sql.FORGET_OLDEST_OF_A_KIND, (ANNA.user_id, "signed_in")),
        (sql.PASSKEYS, (ANNA.user_id,)),
        (sql.PASSKEY_BY_CREDENTIAL, (b"credential",)),
        (sql.TAKE_CHALLENGE, (ANNA.user_id,)),
        (sql.SECURITY_EVENTS, (ANNA.user_id, 10)),
        (sql.REMOVE_UNCONFIRMED, (NOW, NOW)),
    ],
)
async def test_an_index_answers(
    pool: "asyncpg.Pool[Any]", statement: str, values: tuple[object, ...]
) -> None:
    """Postgres only: with sequential scans forbidden, none is left in the plan."""
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("set local enable_seqscan = off")
        rows = await connection.fetch(f"explain {statement}", *values)
    plan = "\n".join(row[0] for row in rows)
    assert "Seq Scan" not in plan
