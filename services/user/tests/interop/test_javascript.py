"""NF11: a client in JavaScript, on a library of its own, and this service understand each other."""

from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from srptools import SRPClientSession  # type: ignore[import-untyped]  # ships no types

from devstack.people.proof import ROUNDS, context_of
from services.user.domain.credential import Verifier
from services.user.inbound.http_binary import bytes_of, text_of
from services.user.outbound.srp_proofs import SrpProofs
from services.user.tests.integration.running import running_service
from services.user.tests.interop.javascript import (
    JavaScript,
    installed_client,
    javascript_client,
)
from services.user.tests.proving_client import verifier_of

EMAIL = "anna@example.org"
PASSWORD = "password del café"
SALT = b"\0" + bytes(range(1, 32))
LEADING_ZERO = {"S": 56, "A": 85, "K": 98, "B": 111, "M1": 323, "M2": 502}
"""By which keys the first byte of which number is zero, where padding would show."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed_client(tmp_path_factory.mktemp("client"))


@pytest.fixture
async def javascript(folder: Path) -> AsyncIterator[JavaScript]:
    async with javascript_client(folder) as client:
        yield client


async def test_it_signs_up_and_signs_in_at_the_running_service(
    javascript: JavaScript, database_dsn: str, nats_url: str, tmp_path: Path
) -> None:
    async with running_service(dsn=database_dsn, nats_url=nats_url, mail=tmp_path) as service:
        who = {"url": service.url, "email": EMAIL, "password": PASSWORD}
        signed_up = await javascript.ask("signUp", **who)
        assert signed_up["status"] == 202
        code = await service.mailed_code(EMAIL)
        sign_up_id = signed_up["signUpId"]
        confirmed = await service.post("confirm", email=EMAIL, code=code, signUpId=sign_up_id)
        signed_in = await javascript.ask("signIn", **who)
        assert signed_in["tokens"]["userId"] == confirmed.json()["userId"]
        bearer = {"Authorization": f"Bearer {signed_in['tokens']['accessToken']}"}
        profile = await service.http.get("/user/profile", headers=bearer)
        assert profile.json()["email"] == EMAIL
        refused = {"status": 401, "code": "wrong_credentials"}
        assert await javascript.ask("signIn", **who | {"password": "wrong"}) == refused
        assert await javascript.ask("signIn", **who | {"email": "no@example.org"}) == refused


@pytest.mark.parametrize(
    "number",
    [pytest.param(n, marks=() if n in {"S", "K"} else pytest.mark.slow) for n in LEADING_ZERO],
)
async def test_numbers_that_begin_with_a_zero_are_the_same_on_both_sides(
    javascript: JavaScript, number: str
) -> None:
    verifier, proofs = _verifier(), SrpProofs()
    private, client_private = _private_keys(number)
    challenge = {
        "challengeId": "any",
        "suite": verifier.suite,
        "salt": text_of(SALT),
        "serverKey": text_of(proofs.server_key(verifier, private)),
    }
    given: dict[str, Any] = {
        "password": PASSWORD,
        "challenge": challenge,
        "privateKey": client_private.hex(),
    }
    answer = await javascript.ask("prove", **given)
    server_proof = proofs.server_proof(
        verifier,
        private,
        client_key=bytes_of(answer["clientKey"]),
        client_proof=bytes_of(answer["clientProof"]),
    )
    assert server_proof is not None
    for proof, is_right in ((server_proof, True), (bytes(31) + b"\1", False)):
        believed = await javascript.ask("believes", **given, serverProof=text_of(proof))
        assert believed == {"believed": is_right}


def test_each_of_those_numbers_does_begin_with_a_zero() -> None:
    context = context_of(PASSWORD, SALT, ROUNDS)
    first_bytes = {}
    for name in LEADING_ZERO:
        server_private, client_private = _private_keys(name)
        client = SRPClientSession(context, private=client_private)
        server_key = SrpProofs().server_key(_verifier(), server_private)
        client.process(server_key, SALT)
        shared_secret = context.get_client_premaster_secret(
            password_hash=context.get_common_password_hash(SALT),
            server_public=int.from_bytes(server_key),
            client_private=int.from_bytes(client_private),
            common_secret=context.get_common_secret(
                int.from_bytes(server_key), int.from_bytes(client.public_bin)
            ),
        )
        numbers = {
            "A": client.public_bin,
            "B": server_key,
            "S": context.pad(shared_secret),
            "K": client.key_bin,
            "M1": client.key_proof_bin,
            "M2": client.key_proof_hash_bin,
        }
        first_bytes[name] = numbers[name][0]
    assert first_bytes == dict.fromkeys(LEADING_ZERO, 0)


def _verifier() -> Verifier:
    return verifier_of(PASSWORD, SALT, rounds=ROUNDS)


def _private_keys(number: str) -> tuple[bytes, bytes]:
    """Of the server and of the client, such that the number begins with a zero."""
    seed = LEADING_ZERO[number]
    return sha256(f"b{seed}".encode()).digest(), sha256(f"a{seed}".encode()).digest()
