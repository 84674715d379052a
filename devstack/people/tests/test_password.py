"""NF11: a password that is proved, against the user service's own part of the protocol."""

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

import httpx
import pytest

from devstack.people import password as passwords
from devstack.people.connection import ApiProblem, Connection
from devstack.people.password import ProvedPassword, UnprovenServerError
from devstack.people.proof import context_of
from services.user.domain.credential import SUITE, Verifier
from services.user.inbound.http_binary import bytes_of, text_of
from services.user.outbound.srp_proofs import SrpProofs

EMAIL = "anna@example.org"
PASSWORD = "Sun-over-the-roofs-7"
PROOFS = SrpProofs()
PRIVATE = bytes(range(1, 33))


class VerifyingServer:
    """Keeps one account's verifier; `sent` is all it was ever sent."""

    def __init__(self) -> None:
        self.sent: list[Mapping[str, Any]] = []
        self.suite: str = SUITE
        self.is_honest = True
        self._verifier: Verifier | None = None

    @property
    def verifier(self) -> Verifier:
        assert self._verifier is not None
        return self._verifier

    def __call__(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        self.sent.append(body)
        match request.url.path.removeprefix("/user/zero-knowledge/"):
            case "sign-up":
                self._verifier = Verifier(bytes_of(body["salt"]), bytes_of(body["verifier"]))
                return httpx.Response(202, json={"signUpId": "one"})
            case "sign-in/start":
                return httpx.Response(201, json=self._challenge())
            case "sign-in/finish":
                return self._finish(body)
        return httpx.Response(404)

    def _challenge(self) -> Mapping[str, str]:
        return {
            "challengeId": "7",
            "suite": self.suite,
            "salt": text_of(self.verifier.salt),
            "serverKey": text_of(PROOFS.server_key(self.verifier, PRIVATE)),
        }

    def _finish(self, body: Mapping[str, str]) -> httpx.Response:
        key, proof = bytes_of(body["clientKey"]), bytes_of(body["clientProof"])
        proved = PROOFS.server_proof(self.verifier, PRIVATE, client_key=key, client_proof=proof)
        if proved is None:
            return httpx.Response(401, json={"code": "wrong_credentials"})
        told = proved if self.is_honest else bytes(32)
        return httpx.Response(200, json={"serverProof": text_of(told), "accessToken": "open"})


@pytest.fixture
def server() -> VerifyingServer:
    return VerifyingServer()


@pytest.fixture
def connection(server: VerifyingServer) -> Connection:
    return Connection("http://edge.test", httpx.MockTransport(server))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretching as the suite has it takes half a second; one test does."""
    monkeypatch.setattr(passwords, "context_of", partial(context_of, rounds=1))


async def test_who_signed_up_signs_in_and_never_sends_the_password(
    server: VerifyingServer, connection: Connection
) -> None:
    await ProvedPassword(PASSWORD).sign_up(connection, {"email": EMAIL, "name": "Anna"})
    opened = await ProvedPassword(PASSWORD).sign_in(connection, EMAIL)
    assert json.loads(opened)["accessToken"] == "open"
    assert (server.sent[0]["email"], server.sent[0]["name"]) == (EMAIL, "Anna")
    assert PASSWORD not in json.dumps(server.sent)


@pytest.mark.usefixtures("quick")
async def test_another_password_opens_nothing(connection: Connection) -> None:
    await ProvedPassword(PASSWORD).sign_up(connection, {"email": EMAIL})
    with pytest.raises(ApiProblem, match="wrong_credentials"):
        await ProvedPassword("Sun-over-the-roofs-8").sign_in(connection, EMAIL)


@pytest.mark.usefixtures("quick")
async def test_who_cannot_prove_the_verifier_is_not_believed(
    server: VerifyingServer, connection: Connection
) -> None:
    person = ProvedPassword(PASSWORD)
    await person.sign_up(connection, {"email": EMAIL})
    server.is_honest = False
    with pytest.raises(UnprovenServerError, match=EMAIL):
        await person.sign_in(connection, EMAIL)


@pytest.mark.usefixtures("quick")
async def test_another_suite_is_refused_before_anything_is_proved(
    server: VerifyingServer, connection: Connection
) -> None:
    person = ProvedPassword(PASSWORD)
    await person.sign_up(connection, {"email": EMAIL})
    server.suite = "SRP6a-3072-SHA256-PBKDF2-1"
    with pytest.raises(ValueError, match="suite"):
        await person.sign_in(connection, EMAIL)
    assert [sorted(body) for body in server.sent[1:]] == [["email"]]


async def test_an_account_is_stretched_once_and_each_has_a_salt_of_its_own(
    server: VerifyingServer, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    salts: list[bytes] = []

    def counted(password: str, salt: bytes) -> object:
        salts.append(salt)
        return context_of(password, salt, rounds=1)

    monkeypatch.setattr(passwords, "context_of", counted)
    for person in (ProvedPassword(PASSWORD), ProvedPassword(PASSWORD)):
        await person.sign_up(connection, {"email": EMAIL})
        await person.sign_in(connection, EMAIL)
        await person.sign_in(connection, EMAIL)
    assert len(salts) == len(set(salts)) == 2
