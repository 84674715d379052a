"""FR2.3, FR2.4 on real servers: passwords, ends of sessions told to others, deletion."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from typing import Any
from uuid import UUID

import asyncpg
import jwt
import pytest

from libs.chassis.auth import HttpKeySource, JwksTokenVerifier
from libs.chassis.bus import Bus
from libs.chassis.bus_connection import connect_bus
from libs.chassis.ended_sessions import EndedSessions, ended_sessions_worker
from libs.chassis.errors import UnauthenticatedError
from libs.chassis.lifecycle import Readiness, run_workers
from libs.chassis.testing.eventually import eventually
from libs.contracts import streams, subjects
from libs.contracts.v1.user import USER_DECODER, UserDeleted
from services.user.tests.integration.running import RunningService

EMAIL = "anna@example.org"
PASSWORD = "un pomeriggio di sole"
NEW = "una notte di luna piena"


@pytest.fixture
async def bus(service: RunningService, nats_url: str) -> AsyncIterator[Bus]:
    async with connect_bus(nats_url, name="test") as bus:
        yield bus


@pytest.fixture
async def other_service(service: RunningService, bus: Bus) -> AsyncIterator[JwksTokenVerifier]:
    """What any other service checks tokens with, wired as its bootstrap does."""
    ended, readiness, stop = EndedSessions(), Readiness(), asyncio.Event()
    worker = ended_sessions_worker(
        bus, ended, stream=streams.SESSIONS.name, subject=subjects.SESSIONS_ENDED
    )
    running = asyncio.create_task(run_workers([worker], readiness=readiness, stop=stop))
    await asyncio.wait_for(readiness.wait_for(worker.name), timeout=20)
    source = HttpKeySource(f"{service.url}/.well-known/jwks.json")
    yield JwksTokenVerifier(source, issuer="meriggio", audience="meriggio", ended=ended)
    stop.set()
    await running


async def _is_refused(verifier: JwksTokenVerifier, token: str) -> bool:
    try:
        await verifier.verify(token)
    except UnauthenticatedError as error:
        return "ended" in str(error)
    return False


def _bearer(tokens: dict[str, Any]) -> dict[str, str]:
    return {"Authorization": f"Bearer {tokens['accessToken']}"}


async def test_a_token_is_refused_elsewhere_soon_after_its_session_ended(
    service: RunningService, other_service: JwksTokenVerifier
) -> None:
    await service.confirmed(EMAIL, PASSWORD)
    kept, signed_out, ended, reused = [await service.tokens(EMAIL, PASSWORD) for _ in range(4)]
    for each in (kept, signed_out, ended, reused):
        await other_service.verify(each["accessToken"])
    await service.post("sign-out", refreshToken=signed_out["refreshToken"])
    ended_id = jwt.decode(ended["accessToken"], options={"verify_signature": False})["sid"]
    await service.http.delete(f"/user/session/{ended_id}", headers=_bearer(kept))
    successor = (await service.post("refresh", refreshToken=reused["refreshToken"])).json()
    await service.post("refresh", refreshToken=successor["refreshToken"])
    copied = await service.post("refresh", refreshToken=reused["refreshToken"])
    assert copied.status_code == 401
    for each in (signed_out, ended, reused):
        await eventually(partial(_is_refused, other_service, each["accessToken"]))
    await other_service.verify(kept["accessToken"])


async def test_a_forgotten_password_is_replaced_and_everybody_signed_out(
    service: RunningService, other_service: JwksTokenVerifier, database_dsn: str
) -> None:
    await service.confirmed(EMAIL, PASSWORD)
    tokens = await service.tokens(EMAIL, PASSWORD)
    await _let_mail_be_sent_again(database_dsn)
    answer = await service.post("forgotten-password", email=EMAIL)
    assert answer.json() == {"status": "code_sent"}
    code = await service.mailed_code(EMAIL, purpose="password-reset-code")
    answers = await asyncio.gather(
        *(service.post("reset-password", email=EMAIL, code=code, password=NEW) for _ in range(4))
    )
    assert sorted(answer.status_code for answer in answers) == [204, 400, 400, 400]
    await eventually(lambda: _is_refused(other_service, tokens["accessToken"]))
    assert (await service.post("sign-in", email=EMAIL, password=PASSWORD)).status_code == 401
    await service.tokens(EMAIL, NEW)
    await eventually(lambda: list(service.mail.glob(f"*-{EMAIL}-password-changed-*.txt")))


async def _let_mail_be_sent_again(dsn: str) -> None:
    """As if half a minute had passed."""
    await _execute(dsn, "delete from users.attempt_count where limit_name = 'mail_30s'")


async def _execute(dsn: str, statement: str, *values: object) -> str:
    connection = await asyncpg.connect(dsn)
    try:
        done: str = await connection.execute(statement, *values)
        return done
    finally:
        await connection.close()


async def test_an_account_is_exported_and_deleted_everywhere(
    service: RunningService, other_service: JwksTokenVerifier, bus: Bus, database_dsn: str
) -> None:
    user_id = await service.confirmed(EMAIL, PASSWORD)
    tokens = await service.tokens(EMAIL, PASSWORD)
    data = (await service.http.get("/user/export", headers=_bearer(tokens))).json()
    assert data["profile"]["userId"] == user_id
    assert [each["kind"] for each in data["securityEvents"]] == [
        "data_exported",
        "signed_in",
        "confirmed",
        "signed_up",
    ]
    deleted = await service.http.post(
        "/user/delete-account", headers=_bearer(tokens), json={"password": PASSWORD}
    )
    assert deleted.status_code == 204
    await eventually(lambda: _is_refused(other_service, tokens["accessToken"]))
    subject = subjects.user(UUID(user_id))

    async def is_told() -> bool:
        message = await bus.js.get_last_msg(streams.USERS.name, subject)
        return isinstance(USER_DECODER.decode(message.data or b""), UserDeleted)

    await eventually(is_told)
    info = await bus.js.stream_info(streams.USERS.name, subjects_filter=subject)
    assert info.state.subjects == {subject: 1}, "what was told before is gone"
    tables = ("account", "session", "refresh_token", "known_device", "verification_code")
    for table in tables:
        rows = await _execute(database_dsn, f"select from users.{table}")
        assert rows == "SELECT 0", table


async def test_a_sign_in_from_elsewhere_is_mailed(service: RunningService) -> None:
    await service.confirmed(EMAIL, PASSWORD)
    await service.tokens(EMAIL, PASSWORD)
    body = {"email": EMAIL, "password": PASSWORD}
    elsewhere = {"X-Forwarded-For": "203.0.113.7", "User-Agent": "Safari/18"}
    for _ in range(2):
        answer = await service.http.post("/user/sign-in", json=body, headers=elsewhere)
        assert answer.status_code == 200
    await eventually(lambda: list(service.mail.glob(f"*-{EMAIL}-new-device-*.txt")))
    sessions = (await service.http.get("/user/session", headers=_bearer(answer.json()))).json()
    assert [(each["device"], each["network"]) for each in sessions[:2]] == [
        ("Safari/18", "203.0.0.0/16")
    ] * 2
    assert len(list(service.mail.glob(f"*-{EMAIL}-new-device-*.txt"))) == 1
