"""The HTTP edge on memory twins: shapes, codes, and clear answers to bad input (FR1.2, FR2.2)."""

import json
from typing import Any
from uuid import UUID

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from libs.chassis.testing.tokens import TestIssuer
from services.user.inbound.http import MAX_BODY_BYTES, openapi_app
from services.user.tests.unit.edge import (
    JSON,
    SIGN_UP,
    app_of,
    client_of,
    fields_of,
    problem_of,
    signed_in,
)
from services.user.tests.world import EMAIL, PASSWORD, World


async def _confirm(world: World, client: httpx.AsyncClient, sign_up_id: str) -> str:
    body = {"email": EMAIL, "code": (await world.mail())[-1].code, "signUpId": sign_up_id}
    answer = await client.post("/user/confirm", json=body)
    assert answer.status_code == 200, answer.text
    user_id: str = answer.json()["userId"]
    return user_id


async def test_from_sign_up_to_sign_out(world: World, client: httpx.AsyncClient) -> None:
    signed_up = await client.post(
        "/user/sign-up", json=SIGN_UP | {"name": " Anna ", "locale": "en"}
    )
    assert (signed_up.status_code, signed_up.json().keys()) == (202, {"signUpId"})
    assert signed_up.headers["cache-control"] == "no-store"
    problem_of(await client.post("/user/sign-in", json=SIGN_UP), 401, "wrong_credentials")
    user_id = await _confirm(world, client, signed_up.json()["signUpId"])

    signed_in = await client.post("/user/sign-in", json=SIGN_UP)
    assert signed_in.status_code == 200
    assert signed_in.headers["cache-control"] == "no-store"
    tokens = signed_in.json()
    assert tokens["tokenType"] == "Bearer"
    assert (tokens["expiresInS"], tokens["userId"]) == (600, user_id)

    body = {"refreshToken": tokens["refreshToken"]}
    refreshed = await client.post("/user/refresh", json=body)
    assert refreshed.json().keys() == tokens.keys()
    body = {"refreshToken": refreshed.json()["refreshToken"]}
    assert (await client.post("/user/sign-out", json=body)).status_code == 204
    problem_of(await client.post("/user/refresh", json=body), 401, "refresh_token_refused")


async def test_profile_is_read_and_changed(
    world: World, client: httpx.AsyncClient, issuer: TestIssuer
) -> None:
    headers = await signed_in(world, issuer)
    profile = (await client.get("/user/profile", headers=headers)).json()
    assert profile == {
        "userId": str(world.store.announcements[0].user.user_id),
        "email": EMAIL,
        "name": "Anna",
        "locale": "it",
        "timeZone": "Europe/Rome",
    }
    change = {"timeZone": "Europe/Lisbon", "name": "Anna Rossi"}
    changed = await client.put("/user/profile", headers=headers, json=change)
    assert changed.json() == {**profile, **change}


async def test_signing_out_by_access_token_counts_at_once(
    world: World, client: httpx.AsyncClient, issuer: TestIssuer
) -> None:
    headers = await signed_in(world, issuer)
    assert (await client.post("/user/sign-out", headers=headers)).status_code == 204
    problem_of(await client.get("/user/profile", headers=headers), 401, "unauthenticated")
    problem_of(await client.post("/user/sign-out", headers=headers), 401, "unauthenticated")


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic YTpi"}]
)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/user/profile"),
        ("PUT", "/user/profile"),
        ("POST", "/user/sign-out"),
        ("GET", "/user/session"),
        ("DELETE", "/user/session"),
        ("DELETE", f"/user/session/{UUID(int=1)}"),
        ("POST", "/user/change-password"),
        ("GET", "/user/security-event"),
        ("GET", "/user/export"),
        ("POST", "/user/delete-account"),
    ],
)
async def test_without_a_valid_token_401(
    client: httpx.AsyncClient, method: str, path: str, headers: dict[str, str]
) -> None:
    response = await client.request(method, path, headers=headers)
    problem_of(response, 401, "unauthenticated")
    assert response.headers["www-authenticate"] == "Bearer"


async def test_sign_up_says_all_that_is_wrong_field_by_field(client: httpx.AsyncClient) -> None:
    body = {"email": "anna@gmail", "password": "short", "timeZone": "Mars/Olympus", "locale": "fr",
            "name": "A\u0000", "role": "admin"}  # fmt: skip
    problem = problem_of(await client.post("/user/sign-up", json=body), 400, "invalid_request")
    assert fields_of(problem) == {
        "email": "invalid_email",
        "password": "password_too_short",
        "name": "invalid_name",
        "locale": "literal_error",
        "timeZone": "unknown_time_zone",
        "role": "extra_forbidden",
    }
    assert "short" not in json.dumps(problem).replace("password_too_short", "")


async def test_a_common_password_is_refused_by_field(client: httpx.AsyncClient) -> None:
    body = {"email": EMAIL, "password": "PassWord123"}
    problem = problem_of(
        await client.post("/user/sign-up", json=body), 400, "unacceptable_password"
    )
    assert fields_of(problem) == {"password": "password_too_common"}


async def test_too_often_is_429_with_the_time_to_wait(client: httpx.AsyncClient) -> None:
    assert (await client.post("/user/resend", json={"email": EMAIL})).status_code == 202
    response = await client.post("/user/resend", json={"email": EMAIL})
    problem_of(response, 429, "too_many_codes")
    assert response.headers["retry-after"] == "30"


async def test_the_key_set_may_be_cached(client: httpx.AsyncClient) -> None:
    response = await client.get("/.well-known/jwks.json")
    assert response.headers["cache-control"] == "public, max-age=300"
    keys = response.json()["keys"]
    assert len(keys) == 2
    assert {key["alg"] for key in keys} == {"EdDSA"}
    assert all("d" not in key for key in keys)


FIELDS = {
    "sign-up": ["email", "password", "name", "locale", "timeZone"],
    "confirm": ["email", "code", "signUpId"],
    "resend": ["email"],
    "sign-in": ["email", "password"],
    "refresh": ["refreshToken"],
    "forgotten-password": ["email"],
    "reset-password": ["email", "code", "password"],
}
POSTS = tuple(FIELDS)


@pytest.mark.parametrize(
    "body", [b"", b"null", b"{}", b"[]", b"{", b'"text"', b"\xff\xfe", b'{"email": NaN}', b"0"]
)
async def test_a_missing_or_broken_body_is_400(client: httpx.AsyncClient, body: bytes) -> None:
    for path in POSTS:
        response = await client.post(f"/user/{path}", content=body, headers=JSON)
        problem_of(response, 400, "invalid_request")


async def test_a_huge_body_is_413(client: httpx.AsyncClient) -> None:
    body = {"email": EMAIL, "password": "x" * MAX_BODY_BYTES}
    problem_of(await client.post("/user/sign-in", json=body), 413, "body_too_large")


@pytest.mark.parametrize(
    "text",
    [
        r'"\ud800"',
        '"' + r"\ud800" * 12 + '"',
        r'"a\u0000b"',
        '"' + "x" * 5000 + '"',
        "12",
        "true",
        "{}",
        r'"\u202eanna"',
    ],
)
async def test_odd_text_anywhere_is_no_fault_of_ours(client: httpx.AsyncClient, text: str) -> None:
    good = {"email": EMAIL, "password": PASSWORD, "code": "123456", "refreshToken": "x",
            "signUpId": "x"}  # fmt: skip
    for path, fields in FIELDS.items():
        for odd in fields:
            body = {name: json.dumps(good[name]) for name in fields if name in good} | {odd: text}
            content = ",".join(f'"{name}":{value}' for name, value in body.items())
            response = await client.post(
                f"/user/{path}", content=f"{{{content}}}".encode(), headers=JSON
            )
            assert response.status_code in {202, 204, 400, 401, 429}, (path, odd, response.text)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda children: st.lists(children, max_size=3),
    max_leaves=5,
)
names = st.sampled_from(
    ["email", "password", "code", "signUpId", "refreshToken", "name", "locale", "timeZone"]
)


@settings(suppress_health_check=list(HealthCheck))
@given(path=st.sampled_from(POSTS), body=st.dictionaries(names, json_values))
async def test_no_body_makes_a_server_fault(path: str, body: dict[str, Any]) -> None:
    async with client_of(World(), TestIssuer()) as client:
        response = await client.post(
            f"/user/{path}",
            content=json.dumps(body).encode(),
            headers=JSON,
        )
    assert response.status_code < 500


async def test_who_is_behind_an_ipv6_network_shares_its_limit(world: World) -> None:
    await world.confirmed_user()
    wrong = {"email": EMAIL, "password": "not the password"}
    app = app_of(world, TestIssuer())
    statuses = []
    for number in range(12):
        transport = httpx.ASGITransport(app, client=(f"2001:db8::{number:x}", 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://user") as client:
            statuses.append((await client.post("/user/sign-in", json=wrong)).status_code)
    assert statuses == [401] * 10 + [429] * 2


def test_the_description_needs_no_database_and_lists_every_operation() -> None:
    description = openapi_app().openapi()
    operations = {
        f"{method.upper()} {path}"
        for path, methods in description["paths"].items()
        for method in methods
    }
    assert operations == {
        "POST /user/sign-up",
        "POST /user/confirm",
        "POST /user/resend",
        "POST /user/sign-in",
        "POST /user/refresh",
        "POST /user/sign-out",
        "GET /user/session",
        "DELETE /user/session",
        "DELETE /user/session/{sessionId}",
        "POST /user/forgotten-password",
        "POST /user/reset-password",
        "POST /user/change-password",
        "POST /user/zero-knowledge/sign-up",
        "POST /user/zero-knowledge/sign-in/start",
        "POST /user/zero-knowledge/sign-in/finish",
        "POST /user/zero-knowledge/confirm/start",
        "POST /user/zero-knowledge/reset-password",
        "POST /user/zero-knowledge/change-password",
        "POST /user/zero-knowledge/delete-account",
        "GET /user/passkey",
        "POST /user/passkey",
        "POST /user/passkey/start",
        "PUT /user/passkey/{passkeyId}",
        "DELETE /user/passkey/{passkeyId}",
        "POST /user/passkey/sign-in/start",
        "POST /user/passkey/sign-in/finish",
        "GET /user/profile",
        "PUT /user/profile",
        "GET /user/security-event",
        "GET /user/export",
        "POST /user/delete-account",
        "GET /.well-known/jwks.json",
    }
