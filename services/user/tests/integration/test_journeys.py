"""FR1, FR2 through HTTP with real Postgres, NATS and mail files."""

import asyncio
import json
from uuid import UUID

import asyncpg
import pytest

from libs.chassis.auth import HttpKeySource, JwksTokenVerifier
from libs.chassis.bus_connection import connect_bus
from libs.chassis.testing.eventually import eventually
from libs.contracts import subjects
from libs.contracts.v1.user import USER_DECODER, UserChanged, UserConfirmed, UserEvent
from services.user.tests.integration.running import RunningService

EMAIL = "anna@example.org"
PASSWORD = "un pomeriggio di sole"


async def _last_told(nats_url: str, user_id: str, version: int) -> UserEvent:
    """What the stream USERS keeps of the user, once it has this version."""
    async with connect_bus(nats_url, name="test") as bus:

        async def read() -> UserEvent:
            message = await bus.js.get_last_msg("USERS", subjects.user(UUID(user_id)))
            event: UserEvent = USER_DECODER.decode(message.data or b"")
            assert event.version == version
            return event

        event: UserEvent = await eventually(read)
        return event


async def test_a_person_signs_up_signs_in_and_signs_out(
    service: RunningService, nats_url: str
) -> None:
    """Use cases Sign up and Sign in, main paths."""
    user_id = await service.confirmed(EMAIL, PASSWORD)
    told = await _last_told(nats_url, user_id, version=1)
    assert isinstance(told, UserConfirmed)
    assert (told.email, told.locale, told.time_zone) == (EMAIL, "it", "Europe/Rome")

    tokens = await service.tokens(EMAIL, PASSWORD)
    verifier = JwksTokenVerifier(
        HttpKeySource(f"{service.url}/.well-known/jwks.json"),
        issuer="meriggio",
        audience="meriggio",
    )
    assert str((await verifier.verify(tokens["accessToken"])).user_id) == user_id

    headers = {"Authorization": f"Bearer {tokens['accessToken']}"}
    change = {"name": "Anna Rossi", "locale": "en"}
    profile = (await service.http.put("/user/profile", headers=headers, json=change)).json()
    assert profile == {
        "userId": user_id,
        "email": EMAIL,
        "timeZone": "Europe/Rome",
        **change,
    }
    told = await _last_told(nats_url, user_id, version=2)
    assert isinstance(told, UserChanged)
    assert (told.name, told.locale) == ("Anna Rossi", "en")

    refreshed = (await service.post("refresh", refreshToken=tokens["refreshToken"])).json()
    signed_out = await service.post("sign-out", refreshToken=refreshed["refreshToken"])
    assert signed_out.status_code == 204
    assert (await service.http.get("/user/profile", headers=headers)).status_code == 401
    refused = await service.post("refresh", refreshToken=refreshed["refreshToken"])
    assert refused.json()["code"] == "refresh_token_refused"


async def test_errors_say_what_is_wrong(service: RunningService) -> None:
    """Use cases Sign up and Sign in, extensions."""
    answer = await service.post("sign-up", email="anna", password="password123")
    assert [each["field"] for each in answer.json()["errors"]] == ["email"]
    answer = await service.post("sign-up", email=EMAIL, password="password123")
    assert answer.json()["errors"][0]["code"] == "password_too_common"
    sign_up_id = await service.signed_up(EMAIL, PASSWORD)
    for password in (PASSWORD, "wrong password"):
        answer = await service.post("sign-in", email=EMAIL, password=password)
        assert (answer.status_code, answer.json()["code"]) == (401, "wrong_credentials")
    answer = await service.post("resend", email=EMAIL)
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_codes")
    code = await service.mailed_code(EMAIL)
    wrong = "000000" if code != "000000" else "111111"
    for given in ({"code": wrong, "signUpId": sign_up_id}, {"code": code, "signUpId": "another"}):
        answer = await service.post("confirm", email=EMAIL, **given)
        assert (answer.status_code, answer.json()["code"]) == (400, "wrong_code")


async def test_wrong_codes_at_the_same_time_are_all_counted(service: RunningService) -> None:
    given = {"email": EMAIL, "signUpId": await service.signed_up(EMAIL, PASSWORD)}
    code = await service.mailed_code(EMAIL)
    wrong = [f"{n:06}" for n in range(20) if f"{n:06}" != code][:5]
    await asyncio.gather(*(service.post("confirm", **given, code=each) for each in wrong))
    assert (await service.post("confirm", **given, code=code)).status_code == 400


async def test_one_code_confirms_once_however_often_it_is_sent(service: RunningService) -> None:
    given = {"email": EMAIL, "signUpId": await service.signed_up(EMAIL, PASSWORD)}
    code = await service.mailed_code(EMAIL)
    answers = await asyncio.gather(*(service.post("confirm", **given, code=code) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [200, 400, 400, 400, 400]


async def test_refreshes_at_the_same_time_get_the_same_successor(service: RunningService) -> None:
    await service.confirmed(EMAIL, PASSWORD)
    tokens = await service.tokens(EMAIL, PASSWORD)
    answers = await asyncio.gather(
        *(service.post("refresh", refreshToken=tokens["refreshToken"]) for _ in range(5))
    )
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["refreshToken"] for answer in answers}) == 1


async def test_guessing_is_counted_by_the_address_that_the_edge_names(
    service: RunningService,
) -> None:
    body = {"email": EMAIL, "password": "a wrong password"}

    async def guess(caller: str) -> int:
        headers = {"X-Forwarded-For": caller}
        return (await service.http.post("/user/sign-in", json=body, headers=headers)).status_code

    statuses = await asyncio.gather(*(guess("203.0.113.1") for _ in range(12)))
    assert sorted(statuses) == [401] * 10 + [429] * 2
    assert await guess("203.0.113.2") == 401


async def test_what_is_secret_is_neither_logged_nor_stored(
    service: RunningService, database_dsn: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """NF11."""
    sign_up_id = await service.signed_up(EMAIL, PASSWORD)
    code = await service.mailed_code(EMAIL)
    waiting = json.dumps(await _all_rows(database_dsn))
    for attempt in ("sign-in", "sign-up"):
        await service.post(attempt, email=EMAIL, password=PASSWORD)
    await service.post("confirm", email=EMAIL, code=code, signUpId=sign_up_id)
    tokens = await service.tokens(EMAIL, PASSWORD)
    tokens |= (await service.post("refresh", refreshToken=tokens["refreshToken"])).json()
    rows = json.dumps(await _all_rows(database_dsn))
    logs = "".join(capfd.readouterr())
    for secret in (PASSWORD, sign_up_id, tokens["refreshToken"], tokens["accessToken"]):
        assert secret not in logs
        assert secret not in waiting + rows
    assert EMAIL not in logs


async def _all_rows(dsn: str) -> list[str]:
    connection = await asyncpg.connect(dsn)
    try:
        tables = await connection.fetch(
            "select tablename from pg_tables where schemaname = 'users'"
        )
        assert len(tables) >= 8
        return [
            str(dict(row))
            for (table,) in tables
            for row in await connection.fetch(f'select * from users."{table}"')
        ]
    finally:
        await connection.close()
