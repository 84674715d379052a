"""NF11 on real servers: passkeys are used at whichever replica, counted once, and deleted."""

import asyncio
from pathlib import Path
from typing import Any

import asyncpg

from libs.chassis.testing.eventually import eventually
from services.user.tests.authenticator import Authenticator
from services.user.tests.integration.running import RunningService, running_service

EMAIL = "anna@example.org"
PASSWORD = "un pomeriggio di sole"
PREFIX = "/user/passkey"


async def _with_passkey(service: RunningService, device: Authenticator) -> dict[str, str]:
    """The header of a signed-in user who has added a passkey of the device."""
    await service.confirmed(EMAIL, PASSWORD)
    tokens = await service.tokens(EMAIL, PASSWORD)
    bearer = {"Authorization": f"Bearer {tokens['accessToken']}"}
    started = await service.http.post(f"{PREFIX}/start", headers=bearer, json={})
    challenge = started.json()
    body = {
        "challengeId": challenge["challengeId"],
        "name": "Phone",
        "credential": device.create(challenge["publicKey"]),
    }
    added = await service.http.post(PREFIX, headers=bearer, json=body)
    assert added.status_code == 201, added.text
    return bearer


async def _signed(service: RunningService, device: Authenticator) -> dict[str, Any]:
    """The body that finishes a sign-in which was started there."""
    challenge = (await service.http.post(f"{PREFIX}/sign-in/start", json={})).json()
    return {
        "challengeId": challenge["challengeId"],
        "credential": device.sign(challenge["publicKey"]),
    }


async def test_a_passkey_is_mailed_about_and_opens_the_account_at_every_replica(
    service: RunningService, database_dsn: str, nats_url: str, tmp_path: Path
) -> None:
    device = Authenticator()
    await _with_passkey(service, device)
    await eventually(lambda: list(service.mail.glob(f"*-{EMAIL}-passkey-added-*.txt")))
    async with running_service(dsn=database_dsn, nats_url=nats_url, mail=tmp_path) as other:
        body = await _signed(service, device)
        tokens = await other.http.post(f"{PREFIX}/sign-in/finish", json=body)
        assert tokens.status_code == 200, tokens.text
        again = await service.http.post(f"{PREFIX}/sign-in/finish", json=body)
        assert (again.status_code, again.json()["code"]) == (401, "passkey_refused")
    bearer = {"Authorization": f"Bearer {tokens.json()['accessToken']}"}
    assert (await service.http.get("/user/profile", headers=bearer)).json()["email"] == EMAIL


async def test_of_many_answers_at_once_with_one_count_one_counts(service: RunningService) -> None:
    """As a copy of the key beside the key itself would give them."""
    device = Authenticator()
    await _with_passkey(service, device)
    bodies = []
    for _ in range(4):
        bodies.append(await _signed(service, device))
        device.keys[-1].sign_count -= 1
    answers = await asyncio.gather(
        *(service.http.post(f"{PREFIX}/sign-in/finish", json=body) for body in bodies)
    )
    assert sorted(answer.status_code for answer in answers) == [200, 401, 401, 401]


async def test_a_deleted_account_leaves_no_passkey(
    service: RunningService, database_dsn: str
) -> None:
    device = Authenticator()
    bearer = await _with_passkey(service, device)
    body = {"password": PASSWORD}
    deleted = await service.http.post("/user/delete-account", headers=bearer, json=body)
    assert deleted.status_code == 204
    signed = await _signed(service, device)
    refused = await service.http.post(f"{PREFIX}/sign-in/finish", json=signed)
    assert (refused.status_code, refused.json()["code"]) == (401, "passkey_refused")
    connection = await asyncpg.connect(database_dsn)
    try:
        assert await connection.fetchval("select count(*) from users.passkey") == 0
    finally:
        await connection.close()
