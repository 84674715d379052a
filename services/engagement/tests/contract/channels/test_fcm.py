"""FCM: a stand-in for Google's two servers, as strict as they are (FR4.1, FR4.2)."""

import json
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from libs.chassis.testing.fakes import FakeClock
from services.engagement.domain.delivery.endpoint import EndpointKind, fcm_token
from services.engagement.outbound.channels.fcm import FcmChannel
from services.engagement.outbound.channels.fcm_access import (
    SCOPE,
    ServiceAccount,
    ServiceAccountError,
    read_service_account,
)
from services.engagement.ports.delivery import GoneError, NotSentError, RefusedError
from services.engagement.tests.contract.channels.examples import LONG_BODY, MESSAGE, outgoing
from services.engagement.tests.engine import NOON

TOKEN = "fcm-token_of:a-phone.0123456789"
TOKEN_URI = "https://oauth2.example/token"
MAXIMUM_BYTES = 4_096


@cache
def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65_537, 2_048)


def _account() -> ServiceAccount:
    pem = _key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return ServiceAccount(
        project_id="prato",
        client_email="push@prato.iam.example",
        private_key=pem.decode(),
        private_key_id="key-1",
        token_uri=TOKEN_URI,
    )


def _error(status: int, name: str, **detail: Any) -> httpx.Response:
    error = {"code": status, "status": name, "details": [detail] if detail else []}
    return httpx.Response(status, json={"error": error})


class Google:
    """Checks assertions and pushes; `answer` replaces what it would say to a good push."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.tokens = 0
        self.pushed: list[dict[str, Any]] = []
        self.answer: Callable[[], httpx.Response] | None = None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if str(request.url) == TOKEN_URI:
            return self._grant(request)
        assert request.url.path == "/v1/projects/prato/messages:send"
        if request.headers["authorization"] != f"Bearer token-{self.tokens}":
            return _error(401, "UNAUTHENTICATED")
        if self.answer is not None:
            return self.answer()
        message = json.loads(request.content)["message"]
        assert len(request.content) <= MAXIMUM_BYTES
        assert all(isinstance(value, str) for value in message["data"].values())
        assert message["android"]["ttl"].endswith("s")
        self.pushed.append(message)
        return httpx.Response(200, json={"name": "projects/prato/messages/1"})

    def _grant(self, request: httpx.Request) -> httpx.Response:
        form = parse_qs(request.content.decode())
        assert form["grant_type"] == ["urn:ietf:params:oauth:grant-type:jwt-bearer"]
        claims = jwt.decode(
            form["assertion"][0],
            _key().public_key(),
            algorithms=["RS256"],
            audience=TOKEN_URI,
            options={"verify_exp": False, "verify_iat": False},  # by the clock of this test
        )
        now = self.clock.now().timestamp()
        assert claims["iat"] <= now < claims["exp"] <= claims["iat"] + 3600
        assert (claims["iss"], claims["scope"]) == (_account().client_email, SCOPE)
        self.tokens += 1
        granted = {"access_token": f"token-{self.tokens}", "expires_in": 3600}
        return httpx.Response(200, json=granted)


class Phone:
    """A channel, and Google behind it."""

    def __init__(self) -> None:
        self.clock = FakeClock(NOON)
        self.google = Google(self.clock)
        client = httpx.AsyncClient(transport=httpx.MockTransport(self.google))
        self.channel = FcmChannel(client, _account(), self.clock)

    async def push(self, body: str | None = None) -> None:
        await self.channel.send(outgoing(EndpointKind.FCM, fcm_token(TOKEN), body=body))


async def test_a_push_says_the_message_and_where_it_leads() -> None:
    phone = Phone()
    await phone.push()
    (pushed,) = phone.google.pushed
    assert pushed["token"] == TOKEN
    assert pushed["notification"] == {"title": MESSAGE.title, "body": MESSAGE.body}
    assert pushed["data"] == {
        "kind": "surplus_detected",
        "messageId": str(MESSAGE.message_id),
        "communityId": str(MESSAGE.community_id),
        "episodeId": str(MESSAGE.episode_id),
        "path": f"/communities/{MESSAGE.community_id}/episodes/{MESSAGE.episode_id}",
    }
    assert pushed["android"]["notification"]["tag"] == str(MESSAGE.message_id)


async def test_a_long_body_is_cut_between_words() -> None:
    phone = Phone()
    await phone.push(LONG_BODY)
    body = phone.google.pushed[0]["notification"]["body"]
    assert len(body) <= 178
    assert body.endswith(" energia…")


async def test_one_access_token_serves_until_it_is_old() -> None:
    phone = Phone()
    await phone.push()
    await phone.push()
    assert phone.google.tokens == 1
    phone.clock.advance(seconds=3600)
    await phone.push()
    assert phone.google.tokens == 2


async def test_a_refused_access_token_is_asked_for_again() -> None:
    phone = Phone()
    await phone.push()
    phone.google.tokens = 7
    with pytest.raises(NotSentError):
        await phone.push()
    await phone.push()
    assert len(phone.google.pushed) == 2


@pytest.mark.parametrize(
    "answer",
    [
        lambda: _error(404, "NOT_FOUND", errorCode="UNREGISTERED"),
        lambda: _error(403, "PERMISSION_DENIED", errorCode="SENDER_ID_MISMATCH"),
        lambda: _error(400, "INVALID_ARGUMENT", fieldViolations=[{"field": "message.token"}]),
    ],
)
async def test_a_token_that_is_registered_no_longer_is_gone(
    answer: Callable[[], httpx.Response],
) -> None:
    phone = Phone()
    phone.google.answer = answer
    with pytest.raises(GoneError):
        await phone.push()


@pytest.mark.parametrize(
    "answer",
    [
        lambda: _error(400, "INVALID_ARGUMENT", errorCode="INVALID_ARGUMENT"),
        lambda: httpx.Response(413, text="too large"),
        lambda: httpx.Response(403, json=["not", "an", "error"]),
    ],
)
async def test_what_will_never_be_taken_is_refused(answer: Callable[[], httpx.Response]) -> None:
    phone = Phone()
    phone.google.answer = answer
    with pytest.raises(RefusedError) as refused:
        await phone.push()
    assert TOKEN not in str(refused.value)


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_what_may_be_taken_later_says_when(status: int) -> None:
    phone = Phone()
    phone.google.answer = lambda: httpx.Response(status, headers={"retry-after": "90"})
    with pytest.raises(NotSentError) as postponed:
        await phone.push()
    assert postponed.value.retry_after == timedelta(seconds=90)


def _unreachable(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused", request=request)


async def test_nothing_was_sent_when_google_cannot_be_reached() -> None:
    client = httpx.AsyncClient(transport=httpx.MockTransport(_unreachable))
    channel = FcmChannel(client, _account(), FakeClock(NOON))
    with pytest.raises(NotSentError):
        await channel.send(outgoing(EndpointKind.FCM, fcm_token(TOKEN)))


async def test_nobody_knows_when_the_answer_does_not_come() -> None:
    phone = Phone()

    def silent() -> httpx.Response:
        raise httpx.ReadTimeout("no answer")

    phone.google.answer = silent
    with pytest.raises(httpx.ReadTimeout):
        await phone.push()


def test_a_key_file_is_read_or_said_to_be_none(tmp_path: Path) -> None:
    account = _account()
    path = tmp_path / "key.json"
    names = ("project_id", "client_email", "private_key", "private_key_id", "token_uri")
    path.write_text(json.dumps({name: getattr(account, name) for name in names}))
    assert read_service_account(path) == account
    assert account.private_key not in repr(account)
    for wrong in ("no json", "[]", "{}"):
        path.write_text(wrong)
        with pytest.raises(ServiceAccountError):
            read_service_account(path)
