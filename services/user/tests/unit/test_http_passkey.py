"""NF11 over HTTP: passkeys as browsers give and take them, and clear answers to bad input."""

from typing import Any
from uuid import UUID

import httpx
import pytest

from libs.chassis.testing.tokens import TestIssuer
from services.user.inbound.http_binary import text_of
from services.user.tests.authenticator import Authenticator
from services.user.tests.unit.edge import JSON, fields_of, problem_of, signed_in
from services.user.tests.world import EMAIL, PASSWORD, World

PREFIX = "/user/passkey"
NOBODY = "00000000-0000-0000-0000-000000000009"


@pytest.fixture
async def headers(world: World, issuer: TestIssuer) -> dict[str, str]:
    return await signed_in(world, issuer)


async def _add(
    client: httpx.AsyncClient, headers: dict[str, str], device: Authenticator
) -> dict[str, Any]:
    started = await client.post(f"{PREFIX}/start", headers=headers, json={})
    assert started.status_code == 201, started.text
    challenge = started.json()
    body = {
        "challengeId": challenge["challengeId"],
        "name": " Anna's phone ",
        "credential": device.create(challenge["publicKey"]),
    }
    added = await client.post(PREFIX, headers=headers, json=body)
    assert added.status_code == 201, added.text
    problem_of(await client.post(PREFIX, headers=headers, json=body), 400, "unacceptable_passkey")
    passkey: dict[str, Any] = added.json()
    return passkey


async def _signed(client: httpx.AsyncClient, device: Authenticator) -> dict[str, Any]:
    started = await client.post(f"{PREFIX}/sign-in/start", json={})
    assert started.status_code == 201, started.text
    challenge = started.json()
    return {
        "challengeId": challenge["challengeId"],
        "credential": device.sign(challenge["publicKey"]),
    }


async def test_from_adding_to_signing_in_to_removing(
    world: World, client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    device = Authenticator()
    passkey = await _add(client, headers, device)
    assert passkey == {
        "passkeyId": passkey["passkeyId"],
        "name": "Anna's phone",
        "createdAt": passkey["createdAt"],
        "lastUsedAt": None,
        "backedUp": False,
    }
    assert (await client.get(PREFIX, headers=headers)).json() == [passkey]
    body = await _signed(client, device)
    tokens = await client.post(f"{PREFIX}/sign-in/finish", json=body)
    assert tokens.status_code == 200, tokens.text
    assert tokens.headers["cache-control"] == "no-store"
    user_id = UUID(tokens.json()["userId"])
    assert len(await world.session_ids(user_id)) == 2
    again = await client.post(f"{PREFIX}/sign-in/finish", json=body)
    problem_of(again, 401, "passkey_refused")
    path = f"{PREFIX}/{passkey['passkeyId']}"
    renamed = await client.put(path, headers=headers, json={"name": "Old phone"})
    assert renamed.json()["name"] == "Old phone"
    assert renamed.json()["lastUsedAt"] is not None
    exported = (await client.get("/user/export", headers=headers)).json()
    assert exported["passkeys"] == [renamed.json()]
    assert (await client.delete(path, headers=headers)).status_code == 204
    problem_of(await client.delete(path, headers=headers), 404, "passkey_not_found")
    assert (await client.get(PREFIX, headers=headers)).json() == []


async def test_an_older_session_gives_the_password(
    world: World, client: httpx.AsyncClient, issuer: TestIssuer, headers: dict[str, str]
) -> None:
    world.clock.advance(seconds=600)
    start = f"{PREFIX}/start"
    problem_of(await client.post(start, headers=headers, json={}), 403, "sign_in_again")
    for password, status in (("not the password", 403), (PASSWORD, 201)):
        body = {"present": {"kind": "password", "password": password}}
        assert (await client.post(start, headers=headers, json=body)).status_code == status


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", PREFIX),
        ("POST", PREFIX),
        ("POST", f"{PREFIX}/start"),
        ("PUT", f"{PREFIX}/{NOBODY}"),
        ("DELETE", f"{PREFIX}/{NOBODY}"),
    ],
)
async def test_without_a_valid_token_401(client: httpx.AsyncClient, method: str, path: str) -> None:
    for headers in ({}, {"Authorization": "Bearer nonsense"}):
        answer = await client.request(method, path, headers=headers)
        problem_of(answer, 401, "unauthenticated")


async def test_what_is_missing_or_odd_in_a_browsers_answer_is_named(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    device = Authenticator()
    await _add(client, headers, device)
    good = await _signed(client, device)
    for name in ("clientDataJSON", "authenticatorData", "signature"):
        for odd in (None, "", "not base64!", "A" * 5, "A" * 12_289, 7):
            response = {**good["credential"]["response"], name: odd}
            body = {**good, "credential": {**good["credential"], "response": response}}
            answer = await client.post(f"{PREFIX}/sign-in/finish", json=body)
            problem = problem_of(answer, 400, "invalid_request")
            assert list(fields_of(problem)) == [f"credential.response.{name}"]


async def test_a_name_is_needed_and_has_no_control_characters(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    for name in ("", "  ", "a\u0000b", "\u202eanna", "x" * 101, None, 3):
        body = {"name": name}
        answer = await client.put(f"{PREFIX}/{NOBODY}", headers=headers, json=body)
        assert "name" in fields_of(problem_of(answer, 400, "invalid_request"))


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{", b"\xff\xfe", b"0", b'{"x": 1}'])
async def test_a_missing_or_broken_body_is_400(
    client: httpx.AsyncClient, headers: dict[str, str], body: bytes
) -> None:
    for path in ("", "/start", "/sign-in/start", "/sign-in/finish"):
        answer = await client.post(f"{PREFIX}{path}", content=body, headers={**headers, **JSON})
        problem_of(answer, 400, "invalid_request")


async def test_an_answer_for_another_address_is_refused_as_any_other(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    device = Authenticator()
    await _add(client, headers, device)
    for email in ("nobody@example.org", EMAIL):
        started = await client.post(f"{PREFIX}/sign-in/start", json={"email": EMAIL})
        challenge = started.json()
        body = {
            "challengeId": challenge["challengeId"],
            "email": email,
            "credential": device.sign(challenge["publicKey"]),
        }
        answer = await client.post(f"{PREFIX}/sign-in/finish", json=body)
        assert answer.status_code == (200 if email == EMAIL else 401)


async def test_an_unknown_credential_is_refused(client: httpx.AsyncClient) -> None:
    response = {name: text_of(b"junk") for name in ("clientDataJSON", "authenticatorData")}
    credential = {
        "id": text_of(b"unknown"),
        "type": "public-key",
        "response": {**response, "signature": text_of(b"junk")},
    }
    body = {"challengeId": NOBODY, "credential": credential}
    answer = await client.post(f"{PREFIX}/sign-in/finish", json=body)
    problem_of(answer, 401, "passkey_refused")
