"""NF11 over HTTP: shapes, codes, and clear answers to bad input."""

import json
from typing import Any

import httpx
import pytest

from libs.chassis.testing.tokens import TestIssuer
from services.user.inbound.http import EVENLY_PACED
from services.user.inbound.http_binary import bytes_of, text_of
from services.user.tests.proving_client import answer_to, proof_body, verifier_body, verifier_of
from services.user.tests.unit.edge import JSON, fields_of, problem_of, signed_in
from services.user.tests.world import EMAIL, PASSWORD, World

PREFIX = "/user/zero-knowledge"
NEW = "another long password"
ZERO = text_of(bytes(384))
PROOF = {
    "challengeId": "00000000-0000-0000-0000-000000000001",
    "clientKey": ZERO,
    "clientProof": text_of(bytes(32)),
}
SIGN_UP = {"email": EMAIL, **verifier_body(PASSWORD)}
BODIES: dict[str, dict[str, Any]] = {
    "sign-up": SIGN_UP,
    "sign-in/start": {"email": EMAIL},
    "sign-in/finish": {"email": EMAIL, **PROOF},
    "reset-password": {"code": "123456", **SIGN_UP},
    "change-password": {"present": {"kind": "proof", **PROOF}, **verifier_body(NEW)},
    "delete-account": PROOF,
}


@pytest.fixture
async def headers(world: World, issuer: TestIssuer) -> dict[str, str]:
    """The header of a signed-in user who has a password's hash."""
    return await signed_in(world, issuer)


async def test_from_sign_up_to_sign_in(world: World, client: httpx.AsyncClient) -> None:
    signed_up = await client.post(f"{PREFIX}/sign-up", json=SIGN_UP | {"name": "Anna"})
    assert (signed_up.status_code, signed_up.json().keys()) == (202, {"signUpId"})
    assert signed_up.headers["cache-control"] == "no-store"
    code = (await world.mail())[-1].code or ""
    user_id = await world.confirm(EMAIL, code, signed_up.json()["signUpId"])
    started = await client.post(f"{PREFIX}/sign-in/start", json={"email": EMAIL})
    assert started.status_code == 201
    challenge = started.json()
    answer = answer_to(PASSWORD, bytes_of(challenge["salt"]), bytes_of(challenge["serverKey"]))
    finish = {
        "email": EMAIL,
        "challengeId": challenge["challengeId"],
        "clientKey": text_of(answer.client_key),
        "clientProof": text_of(answer.client_proof),
    }
    finished = await client.post(f"{PREFIX}/sign-in/finish", json=finish)
    assert finished.status_code == 200
    assert finished.headers["cache-control"] == "no-store"
    tokens = finished.json()
    assert tokens["userId"] == str(user_id)
    assert bytes_of(tokens["serverProof"]) == answer.expected_server_proof
    again = await client.post(f"{PREFIX}/sign-in/finish", json=finish)
    problem_of(again, 401, "wrong_credentials")


async def test_every_address_gets_a_challenge_of_one_shape(
    world: World, client: httpx.AsyncClient
) -> None:
    await world.proving_user()
    await world.confirmed_user("bruno@example.org")
    await world.sign_up_with("carla@example.org", verifier_of(PASSWORD))
    shapes, problems = set(), []
    for email in (EMAIL, "bruno@example.org", "carla@example.org", "nobody@example.org"):
        challenge = (await client.post(f"{PREFIX}/sign-in/start", json={"email": email})).json()
        shapes.add(tuple((name, len(value)) for name, value in challenge.items()))
        password = "not the password" if email == EMAIL else PASSWORD
        body = {"email": email, **proof_body(password, challenge)}
        answer = await client.post(f"{PREFIX}/sign-in/finish", json=body)
        problems.append(problem_of(answer, 401, "wrong_credentials"))
    assert len(shapes) == 1
    assert problems[1:] == problems[:1] * 3


def test_answers_about_addresses_are_held_until_the_same_time() -> None:
    for name in ("sign-up", "sign-in/start", "sign-in/finish", "reset-password"):
        assert f"{PREFIX}/{name}" in EVENLY_PACED


async def test_an_account_moves_to_a_verifier_and_is_deleted_by_a_proof(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    start = f"{PREFIX}/confirm/start"
    problem_of(await client.post(start, headers=headers), 409, "no_verifier")
    move = {"present": {"kind": "password", "password": PASSWORD}, **verifier_body(NEW)}
    moved = await client.post(f"{PREFIX}/change-password", headers=headers, json=move)
    assert (moved.status_code, moved.content) == (204, b"")
    again = await client.post(f"{PREFIX}/change-password", headers=headers, json=move)
    problem_of(again, 403, "wrong_password")
    started = await client.post(start, headers=headers)
    assert started.status_code == 201
    proof = proof_body(NEW, started.json())
    for status in (204, 401):
        deleted = await client.post(f"{PREFIX}/delete-account", headers=headers, json=proof)
        assert deleted.status_code == status


async def test_a_password_is_reset_with_a_verifier(world: World, client: httpx.AsyncClient) -> None:
    await world.proving_user()
    world.clock.advance(seconds=30)
    body = {"email": EMAIL, "code": await world.reset_code(), **verifier_body(NEW)}
    reset = await client.post(f"{PREFIX}/reset-password", json=body)
    assert reset.status_code == 204
    problem_of(await client.post(f"{PREFIX}/reset-password", json=body), 400, "wrong_code")
    await world.prove_sign_in(password=NEW)


async def test_a_wrong_proof_of_the_signed_in_user_is_403(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    for name in ("change-password", "delete-account"):
        answer = await client.post(f"{PREFIX}/{name}", headers=headers, json=BODIES[name])
        problem_of(answer, 403, "wrong_password")


@pytest.mark.parametrize("path", ["confirm/start", "change-password", "delete-account"])
async def test_without_a_valid_token_401(client: httpx.AsyncClient, path: str) -> None:
    for headers in ({}, {"Authorization": "Bearer nonsense"}):
        answer = await client.post(f"{PREFIX}/{path}", headers=headers)
        problem_of(answer, 401, "unauthenticated")


@pytest.mark.parametrize("body", [b"", b"null", b"{}", b"[]", b"{", b"\xff\xfe", b"0"])
async def test_a_missing_or_broken_body_is_400(
    client: httpx.AsyncClient, headers: dict[str, str], body: bytes
) -> None:
    for path in BODIES:
        answer = await client.post(f"{PREFIX}/{path}", content=body, headers={**headers, **JSON})
        problem_of(answer, 400, "invalid_request")


@pytest.mark.parametrize(
    "odd", [None, "", "x", "x" * 44, "=" * 43, "\u00e9" * 43, 7, [], {}, ZERO + "A", True]
)
async def test_every_odd_field_is_named_and_not_repeated(
    client: httpx.AsyncClient, headers: dict[str, str], odd: object
) -> None:
    for path, good in BODIES.items():
        for name in good.keys() - {"email", "code", "present"}:
            answer = await client.post(f"{PREFIX}/{path}", headers=headers, json=good | {name: odd})
            problem = problem_of(answer, 400, "invalid_request")
            assert name in fields_of(problem)
            assert ZERO not in json.dumps(problem)


async def test_a_missing_field_is_named(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    for path, good in BODIES.items():
        for name in good:
            body = {key: value for key, value in good.items() if key != name}
            answer = await client.post(f"{PREFIX}/{path}", headers=headers, json=body)
            assert fields_of(problem_of(answer, 400, "invalid_request")) == {name: "missing"}


@pytest.mark.parametrize("present", [{"kind": "proof"}, {"kind": "pin"}, {}, {"kind": "password"}])
async def test_evidence_of_no_kind_is_400(
    client: httpx.AsyncClient, headers: dict[str, str], present: dict[str, str]
) -> None:
    body = {"present": present, **verifier_body(NEW)}
    answer = await client.post(f"{PREFIX}/change-password", headers=headers, json=body)
    problem_of(answer, 400, "invalid_request")


async def test_a_verifier_that_protects_nothing_is_refused(client: httpx.AsyncClient) -> None:
    answer = await client.post(f"{PREFIX}/sign-up", json=SIGN_UP | {"verifier": ZERO})
    problem = problem_of(answer, 400, "unacceptable_verifier")
    assert fields_of(problem) == {"verifier": "unacceptable_verifier"}


async def test_a_suite_that_nobody_knows_is_refused(client: httpx.AsyncClient) -> None:
    answer = await client.post(f"{PREFIX}/sign-up", json=SIGN_UP | {"suite": "SRP6a-1024-SHA1"})
    assert fields_of(problem_of(answer, 400, "invalid_request")) == {"suite": "literal_error"}
