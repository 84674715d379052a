"""FR2.4 over HTTP: passwords, sessions, trail, export and deletion."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from libs.chassis.testing.tokens import TestIssuer
from services.user.domain.credential import password_hash_of
from services.user.domain.email_address import normal_email
from services.user.tests.unit.edge import JSON, fields_of, problem_of, signed_in
from services.user.tests.world import ELSEWHERE, EMAIL, PASSWORD, World

NEW = "another long password"
CHANGE = {"presentPassword": PASSWORD, "password": NEW}


@pytest.fixture
async def headers(world: World, issuer: TestIssuer) -> dict[str, str]:
    return await signed_in(world, issuer)


async def test_a_forgotten_password_is_replaced_by_code(
    world: World, client: httpx.AsyncClient
) -> None:
    await world.confirmed_user()
    world.clock.advance(seconds=30)
    asked = await client.post("/user/forgotten-password", json={"email": EMAIL})
    assert (asked.status_code, asked.json()) == (202, {"status": "code_sent"})
    body = {"email": EMAIL, "password": NEW}
    wrong = await client.post("/user/reset-password", json={**body, "code": "999999"})
    problem_of(wrong, 400, "wrong_code")
    code = (await world.mail())[-1].code
    reset = await client.post("/user/reset-password", json={**body, "code": code})
    assert (reset.status_code, reset.content) == (204, b"")
    assert (await client.post("/user/sign-in", json=body)).status_code == 200


async def test_asking_for_a_code_too_often_is_429(client: httpx.AsyncClient) -> None:
    for _ in range(2):
        answer = await client.post("/user/forgotten-password", json={"email": EMAIL})
    problem_of(answer, 429, "too_many_codes")
    assert answer.headers["retry-after"] == "30"


async def test_entering_codes_is_limited_by_network(client: httpx.AsyncClient) -> None:
    statuses = []
    for number in range(62):
        body = {"email": f"user{number}@example.org", "code": "123456", "password": NEW}
        path = "/user/reset-password" if number % 2 else "/user/confirm"
        if not number % 2:
            body["signUpId"] = body.pop("password")
        answer = await client.post(path, json=body)
        statuses.append(answer.status_code)
    assert statuses == [400] * 60 + [429] * 2
    problem_of(answer, 429, "too_many_tries")
    assert answer.headers["retry-after"] == "900"


async def test_a_bad_new_password_is_named(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    reset = {"email": EMAIL, "code": "123456", "password": "PassWord123"}
    answer = await client.post("/user/reset-password", json=reset)
    assert fields_of(problem_of(answer, 400, "unacceptable_password")) == {
        "password": "password_too_common"
    }
    answer = await client.post(
        "/user/change-password", headers=headers, json={**CHANGE, "password": "short"}
    )
    assert fields_of(problem_of(answer, 400, "invalid_request")) == {
        "password": "password_too_short"
    }


async def test_the_password_is_changed_knowing_the_present_one(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    wrong = {**CHANGE, "presentPassword": "not the password"}
    refused = await client.post("/user/change-password", headers=headers, json=wrong)
    problem_of(refused, 403, "wrong_password")
    changed = await client.post("/user/change-password", headers=headers, json=CHANGE)
    assert changed.status_code == 204
    assert (await client.get("/user/profile", headers=headers)).status_code == 200
    body = {"email": EMAIL, "password": NEW}
    assert (await client.post("/user/sign-in", json=body)).status_code == 200


@pytest.mark.parametrize("path", ["change-password", "delete-account"])
async def test_guessing_the_present_password_is_429(
    client: httpx.AsyncClient, headers: dict[str, str], path: str
) -> None:
    body = {"password": "a wrong password"}
    if path == "change-password":
        body["presentPassword"] = "another wrong one"
    for _ in range(11):
        answer = await client.post(f"/user/{path}", headers=headers, json=body)
    problem_of(answer, 429, "too_many_tries")
    assert answer.headers["retry-after"] == "900"


async def test_sessions_are_shown_with_device_and_coarse_network(
    world: World, client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    world.clock.advance(seconds=60)
    await world.sign_in(caller=ELSEWHERE)
    newest, this = (await client.get("/user/session", headers=headers)).json()
    assert this == {
        "sessionId": this["sessionId"],
        "current": True,
        "device": "Firefox/133.0",
        "network": "192.0.0.0/16",
        "createdAt": "2026-06-21T10:00:00Z",
        "lastUsedAt": "2026-06-21T10:00:00Z",
    }
    assert (newest["current"], newest["network"]) == (False, "198.51.0.0/16")


async def test_sessions_are_ended_one_or_all_others(
    world: World, client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    for _ in range(3):
        await world.sign_in()
    sessions = (await client.get("/user/session", headers=headers)).json()
    other = next(each["sessionId"] for each in sessions if not each["current"])
    path = f"/user/session/{other}"
    assert (await client.delete(path, headers=headers)).status_code == 204
    problem_of(await client.delete(path, headers=headers), 404, "session_not_found")
    unknown = await client.delete(f"/user/session/{uuid4()}", headers=headers)
    problem_of(unknown, 404, "session_not_found")
    broken = await client.delete("/user/session/nonsense", headers=headers)
    problem_of(broken, 400, "invalid_request")
    assert (await client.delete("/user/session", headers=headers)).status_code == 204
    (this,) = (await client.get("/user/session", headers=headers)).json()
    assert this["current"]
    path = f"/user/session/{this['sessionId']}"
    assert (await client.delete(path, headers=headers)).status_code == 204
    problem_of(await client.get("/user/session", headers=headers), 401, "unauthenticated")


async def test_the_trail_is_read_in_pages_of_a_limit(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    events = (await client.get("/user/security-event", headers=headers)).json()
    assert [each["kind"] for each in events] == ["signed_in", "confirmed", "signed_up"]
    assert events[1] == {
        "kind": "confirmed",
        "occurredAt": "2026-06-21T10:00:00Z",
        "device": "Firefox/133.0",
        "network": "192.0.0.0/16",
        "sessionId": None,
    }
    one = await client.get("/user/security-event", headers=headers, params={"limit": 1})
    assert one.json() == events[:1]
    for limit in (0, 501, "x"):
        answer = await client.get("/user/security-event", headers=headers, params={"limit": limit})
        problem_of(answer, 400, "invalid_request")


async def test_the_export_is_json_of_everything_and_no_secret(
    world: World, client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    answer = await client.get("/user/export", headers=headers)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    data = answer.json()
    assert data.keys() == {
        "exportedAt",
        "createdAt",
        "confirmedAt",
        "profile",
        "sessions",
        "passkeys",
        "securityEvents",
        "elsewhere",
    }
    assert data["profile"]["email"] == EMAIL
    assert [each["current"] for each in data["sessions"]] == [True]
    assert data["securityEvents"][0]["kind"] == "data_exported"
    user = await world.store.find_user_with_email(normal_email(EMAIL))
    assert user is not None
    kept = password_hash_of(user.credential)
    assert kept is not None
    assert kept not in answer.text


async def test_the_account_is_deleted_with_the_password(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    wrong = await client.post(
        "/user/delete-account", headers=headers, json={"password": "not the password"}
    )
    problem_of(wrong, 403, "wrong_password")
    body = {"password": PASSWORD}
    deleted = await client.post("/user/delete-account", headers=headers, json=body)
    assert (deleted.status_code, deleted.content) == (204, b"")
    problem_of(await client.get("/user/profile", headers=headers), 401, "unauthenticated")
    again = await client.post("/user/sign-in", json={"email": EMAIL, **body})
    problem_of(again, 401, "wrong_credentials")


@pytest.mark.parametrize("content", [b"", b"null", b"{}", b"[]", b"{", b"\xff\xfe"])
@pytest.mark.parametrize("path", ["change-password", "delete-account"])
async def test_a_missing_or_broken_body_is_400(
    client: httpx.AsyncClient, headers: dict[str, str], path: str, content: bytes
) -> None:
    sent: dict[str, Any] = {"content": content, "headers": {**headers, **JSON}}
    problem_of(await client.post(f"/user/{path}", **sent), 400, "invalid_request")
