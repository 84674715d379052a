"""What must hold when parts fail: no code mail is lost, no event, and nobody gets a 500."""

import asyncio
import contextlib
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import nats.js.errors
import pytest

from libs.chassis.bus_connection import connect_bus
from libs.chassis.seal import SealBrokenError
from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.smtp_stand_in import smtp_stand_in
from libs.contracts import streams, subjects
from services.user.tests.integration.running import KEYS, running_service

EMAIL = "anna@example.org"
PASSWORD = "un pomeriggio di sole"


async def test_a_code_posted_before_a_restart_is_mailed_after_it(
    database_dsn: str, nats_url: str, tmp_path: Path
) -> None:
    async with smtp_stand_in() as gone:
        pass
    away: dict[str, Any] = {
        "mail_url": f"smtp://127.0.0.1:{gone.port}",
        "mail_from": "no-reply@example.org",
    }
    parts: dict[str, Any] = {"dsn": database_dsn, "nats_url": nats_url, "mail": tmp_path}
    async with running_service(**parts, **away) as service:
        sign_up_id = await service.signed_up(EMAIL, PASSWORD)
        await eventually(lambda: _was_tried(database_dsn))
    async with running_service(**parts) as service:
        code = await service.mailed_code(EMAIL)
        confirmed = await service.post("confirm", email=EMAIL, code=code, signUpId=sign_up_id)
        assert confirmed.status_code == 200


async def test_letters_leave_by_smtp_and_are_deleted(
    database_dsn: str, nats_url: str, tmp_path: Path
) -> None:
    async with smtp_stand_in() as server:
        async with running_service(
            dsn=database_dsn,
            nats_url=nats_url,
            mail=tmp_path,
            mail_url=f"smtp://127.0.0.1:{server.port}",
            mail_from="Meriggio <no-reply@example.org>",
        ) as service:
            await service.post("sign-up", email=EMAIL, password=PASSWORD)
            await eventually(lambda: server.received)
            await eventually(lambda: _nothing_waits(database_dsn))
        assert [mail["To"] for mail in server.received] == [EMAIL]


async def _fetchval(dsn: str, query: str) -> int:
    connection = await asyncpg.connect(dsn)
    try:
        value: int = await connection.fetchval(query)
        return value
    finally:
        await connection.close()


async def _was_tried(dsn: str) -> bool:
    return await _fetchval(dsn, "select coalesce(max(attempts), 0) from users.outgoing_mail") > 0


async def _nothing_waits(dsn: str) -> bool:
    return await _fetchval(dsn, "select count(*) from users.outgoing_mail") == 0


async def test_two_replicas_share_keys_sessions_and_the_mail(
    database_dsn: str, nats_url: str, tmp_path: Path
) -> None:
    parts: dict[str, Any] = {"dsn": database_dsn, "nats_url": nats_url, "mail": tmp_path}
    async with (
        running_service(**parts) as one,
        running_service(**parts) as other,
    ):
        users = [f"user{n}@example.org" for n in range(4)]
        ids = await asyncio.gather(*(one.confirmed(email, PASSWORD) for email in users))
        assert len(set(ids)) == 4
        key_sets = [await each.http.get("/.well-known/jwks.json") for each in (one, other)]
        assert key_sets[0].json() == key_sets[1].json()
        tokens = await one.tokens(users[0], PASSWORD)
        headers = {"Authorization": f"Bearer {tokens['accessToken']}"}
        assert (await other.http.get("/user/profile", headers=headers)).status_code == 200
        await other.post("sign-out", refreshToken=tokens["refreshToken"])
        assert (await one.http.get("/user/profile", headers=headers)).status_code == 401
    for email in users:
        assert _letters_to(tmp_path, email) == 1


def _letters_to(folder: Path, email: str) -> int:
    return len(list(folder.glob(f"*-{email}-*.txt")))


async def test_users_confirmed_while_the_bus_was_away_are_told_later(
    database_dsn: str, nats_url: str, tmp_path: Path
) -> None:
    """The stream is gone while the user confirms; the outbox keeps the event."""
    async with (
        running_service(dsn=database_dsn, nats_url=nats_url, mail=tmp_path) as service,
        connect_bus(nats_url, name="test") as bus,
    ):
        await bus.js.delete_stream("USERS")
        user_id = await service.confirmed(EMAIL, PASSWORD)
        await bus.declare([streams.USERS])

        async def told() -> bool:
            with contextlib.suppress(nats.js.errors.NotFoundError):
                await bus.js.get_last_msg("USERS", subjects.user(UUID(user_id)))
                return True
            return False

        await eventually(told)


async def test_a_wrong_encryption_key_ends_the_start_with_a_clear_message(
    database_dsn: str, nats_url: str, tmp_path: Path
) -> None:
    parts: dict[str, Any] = {"dsn": database_dsn, "nats_url": nats_url, "mail": tmp_path}
    async with running_service(**parts):
        pass
    swapped: dict[str, Any] = {"key_encryption_key": KEYS[1], "code_hmac_key": KEYS[0]}
    with pytest.raises(SealBrokenError, match="key_encryption_key"):
        async with running_service(**parts, **swapped):
            pass
