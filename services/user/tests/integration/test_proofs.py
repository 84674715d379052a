"""NF11 on real servers: a password is proved, at whichever replica, and never sent or kept."""

import asyncio
import json
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from services.user.tests.integration.running import RunningService, running_service
from services.user.tests.proving_client import proof_body, verifier_body

EMAIL = "anna@example.org"
PASSWORD = "un pomeriggio di sole"
NEW = "una notte di luna piena"
PREFIX = "/user/zero-knowledge"


async def _proving_user(service: RunningService) -> None:
    body = {"email": EMAIL, **verifier_body(PASSWORD)}
    signed_up = await service.http.post(f"{PREFIX}/sign-up", json=body)
    assert signed_up.status_code == 202, signed_up.text
    code = await service.mailed_code(EMAIL)
    sign_up_id = signed_up.json()["signUpId"]
    confirmed = await service.post("confirm", email=EMAIL, code=code, signUpId=sign_up_id)
    assert confirmed.status_code == 200


async def _answered(service: RunningService, password: str = PASSWORD) -> dict[str, Any]:
    """The body that finishes a sign-in which was started there."""
    started = await service.http.post(f"{PREFIX}/sign-in/start", json={"email": EMAIL})
    assert started.status_code == 201, started.text
    return {"email": EMAIL, **proof_body(password, started.json())}


async def test_an_exchange_begun_at_one_replica_ends_at_another(
    service: RunningService, database_dsn: str, nats_url: str, tmp_path: Path
) -> None:
    await _proving_user(service)
    async with running_service(dsn=database_dsn, nats_url=nats_url, mail=tmp_path) as other:
        body = await _answered(service)
        assert (await other.http.post(f"{PREFIX}/sign-in/finish", json=body)).status_code == 200
        again = await service.http.post(f"{PREFIX}/sign-in/finish", json=body)
        assert (again.status_code, again.json()["code"]) == (401, "wrong_credentials")


async def test_one_answer_counts_once_however_often_it_is_sent(service: RunningService) -> None:
    await _proving_user(service)
    body = await _answered(service)
    answers = await asyncio.gather(
        *(service.http.post(f"{PREFIX}/sign-in/finish", json=body) for _ in range(4))
    )
    assert sorted(answer.status_code for answer in answers) == [200, 401, 401, 401]


async def test_an_account_moves_to_a_verifier_changes_it_and_is_deleted(
    service: RunningService,
) -> None:
    await service.confirmed(EMAIL, PASSWORD)
    tokens = await service.tokens(EMAIL, PASSWORD)
    bearer = {"Authorization": f"Bearer {tokens['accessToken']}"}

    async def signed_in(path: str, **body: Any) -> int:
        answer = await service.http.post(f"{PREFIX}/{path}", headers=bearer, json=body)
        return answer.status_code

    async def proof(password: str) -> dict[str, Any]:
        started = await service.http.post(f"{PREFIX}/confirm/start", headers=bearer)
        return proof_body(password, started.json())

    present: dict[str, Any] = {"kind": "password", "password": PASSWORD}
    assert await signed_in("change-password", present=present, **verifier_body(NEW)) == 204
    refused = await service.post("sign-in", email=EMAIL, password=NEW)
    assert (refused.status_code, refused.json()["code"]) == (401, "wrong_credentials")
    present = {"kind": "proof", **await proof(NEW)}
    assert await signed_in("change-password", present=present, **verifier_body(PASSWORD)) == 204
    body = await _answered(service)
    assert (await service.http.post(f"{PREFIX}/sign-in/finish", json=body)).status_code == 200
    assert await signed_in("delete-account", **await proof(NEW)) == 403
    assert await signed_in("delete-account", **await proof(PASSWORD)) == 204


async def test_what_an_exchange_leaves_behind_tells_nobody_anything(
    service: RunningService, database_dsn: str, capfd: pytest.CaptureFixture[str]
) -> None:
    await _proving_user(service)
    body = await _answered(service)
    await _answered(service, "wrong password")
    assert (await service.http.post(f"{PREFIX}/sign-in/finish", json=body)).status_code == 200
    logs = "".join(capfd.readouterr())
    kept = json.dumps(await _rows(database_dsn, "challenge"))
    assert kept.count("sign_in_proof") == 1, "only the question that nobody answered is open"
    for secret in (EMAIL, body["clientProof"], body["clientKey"], verifier_body(PASSWORD)["salt"]):
        assert secret not in logs
        assert secret not in kept


async def _rows(dsn: str, table: str) -> list[str]:
    connection = await asyncpg.connect(dsn)
    try:
        return [str(dict(row)) for row in await connection.fetch(f"select * from users.{table}")]
    finally:
        await connection.close()
