"""NF11: tokens of the user service are verified offline, against its key set."""

import asyncio
from typing import Any
from uuid import uuid4

import httpx
import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.chassis import auth
from libs.chassis.auth import JwksTokenVerifier
from libs.chassis.ended_sessions import EndedSessions
from libs.chassis.errors import UnauthenticatedError
from libs.chassis.testing.tokens import AUDIENCE, ISSUER, TestIssuer


async def test_a_valid_token_names_its_user_and_session() -> None:
    issuer, user_id, session_id = TestIssuer(), uuid4(), uuid4()
    principal = await issuer.verifier().verify(issuer.token(user_id, session_id=session_id))
    assert (principal.user_id, principal.session_id) == (user_id, session_id)


async def test_a_token_of_an_ended_session_is_refused_and_says_so() -> None:
    issuer, ended, over, other = TestIssuer(), EndedSessions(), uuid4(), uuid4()
    verifier = issuer.verifier(ended)
    token = issuer.token(uuid4(), session_id=over)
    assert (await verifier.verify(token)).session_id == over
    ended.add(over)
    with pytest.raises(UnauthenticatedError, match="ended"):
        await verifier.verify(token)
    await verifier.verify(issuer.token(uuid4(), session_id=other))


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "somebody-else"},
        {"aud": "another-system"},
        {"sub": "not-a-uuid"},
        {"sid": None},
        {"jti": None},
        {"exp": None},
    ],
)
async def test_a_wrong_or_missing_claim_is_refused(claims: dict[str, Any]) -> None:
    issuer = TestIssuer()
    with pytest.raises(UnauthenticatedError):
        await issuer.verifier().verify(issuer.token(uuid4(), **claims))


async def test_an_expired_token_is_refused_and_says_so() -> None:
    issuer = TestIssuer()
    with pytest.raises(UnauthenticatedError, match="expired"):
        await issuer.verifier().verify(issuer.token(uuid4(), expires_in_s=-60))


async def test_another_issuers_signature_under_the_same_key_id_is_refused() -> None:
    with pytest.raises(UnauthenticatedError):
        await TestIssuer().verifier().verify(TestIssuer().token(uuid4()))


async def test_another_algorithm_is_refused_whatever_it_signs() -> None:
    issuer = TestIssuer()
    forged = jwt.encode(
        {"sub": str(uuid4())}, "x" * 32, algorithm="HS256", headers={"kid": "test-key"}
    )
    with pytest.raises(UnauthenticatedError):
        await issuer.verifier().verify(forged)


class _Keys:
    """A key source that counts, can be away, and can be slow."""

    def __init__(self, issuer: TestIssuer) -> None:
        self.issuer = issuer
        self.fetched = 0
        self.away = False
        self.answers = asyncio.Event()
        self.answers.set()

    async def fetch(self) -> dict[str, Any]:
        self.fetched += 1
        await self.answers.wait()
        if self.away:
            raise httpx.ConnectError("away")
        return self.issuer.jwks()


class _Scene:
    """A verifier whose time the test moves."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.keys = _Keys(TestIssuer())
        self.verifier = JwksTokenVerifier(
            self.keys, issuer=ISSUER, audience=AUDIENCE, monotonic=lambda: self.now_s
        )

    async def verify(self, issuer: TestIssuer | None = None) -> None:
        await self.verifier.verify((issuer or self.keys.issuer).token(uuid4()))


async def test_keys_are_fetched_once_and_serve_on_while_the_user_service_is_away() -> None:
    scene = _Scene()
    await scene.verify()
    scene.keys.away = True
    await scene.verify()
    assert scene.keys.fetched == 1
    scene.now_s = 3_600.0
    for _ in range(10):
        await scene.verify()
        await asyncio.sleep(0)
    assert scene.keys.fetched == 2


async def test_nobody_with_a_known_key_waits_for_a_user_service_that_hangs() -> None:
    scene = _Scene()
    await scene.verify()
    scene.keys.answers.clear()
    scene.now_s = 3_600.0
    for _ in range(10):
        await scene.verify()
        await asyncio.sleep(0)
    assert scene.keys.fetched == 2
    scene.keys.answers.set()


async def test_a_new_key_is_fetched_when_a_token_names_it() -> None:
    scene = _Scene()
    await scene.verify()
    scene.keys.issuer = TestIssuer(key_id="next")
    with pytest.raises(UnauthenticatedError, match="unknown key"):
        await scene.verify()  # asked a moment ago
    scene.now_s = 5.0
    await scene.verify()
    assert scene.keys.fetched == 2


async def test_a_token_that_was_good_is_refused_once_its_key_is_gone() -> None:
    """Within a request of the time at which keys are fetched again, though it is remembered."""
    scene = _Scene()
    token = scene.keys.issuer.token(uuid4())
    await scene.verifier.verify(token)
    scene.keys.issuer = TestIssuer(key_id="next")
    scene.now_s = 301.0
    await scene.verifier.verify(token)  # fetches behind it
    await asyncio.sleep(0)
    with pytest.raises(UnauthenticatedError, match="unknown key"):
        await scene.verifier.verify(token)


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tokens whose signature was verified, in order."""
    tokens, original = list[str](), jwt.decode

    def decode(token: str, *given: Any, **named: Any) -> Any:
        tokens.append(token)
        return original(token, *given, **named)

    monkeypatch.setattr(jwt, "decode", decode)
    return tokens


async def test_a_token_is_verified_once_and_only_the_latest_are_remembered(
    decoded: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(auth, "_TOKENS_REMEMBERED", 2)
    issuer = TestIssuer()
    verifier, tokens = issuer.verifier(), [issuer.token(uuid4()) for _ in range(3)]
    for token in (tokens[0], tokens[1], tokens[1], tokens[2], tokens[1], tokens[0]):
        await verifier.verify(token)
    assert decoded == [tokens[0], tokens[1], tokens[2], tokens[0]]


async def test_what_has_expired_is_not_taken_from_memory(decoded: list[str]) -> None:
    """The leeway for other clocks is the verification's to give."""
    issuer = TestIssuer()
    verifier, token = issuer.verifier(), issuer.token(uuid4(), expires_in_s=-1)
    for _ in range(3):
        await verifier.verify(token)
    assert decoded == [token] * 3


async def test_a_good_token_is_not_refused_because_no_keys_could_be_fetched_yet() -> None:
    scene = _Scene()
    scene.keys.away = True
    for _ in range(10):
        with pytest.raises(ConnectionError):
            await scene.verify()
    assert scene.keys.fetched == 1
    scene.keys.away, scene.now_s = False, 0.5
    await scene.verify()


async def test_who_needs_keys_at_the_same_time_shares_one_attempt() -> None:
    scene = _Scene()
    await asyncio.gather(*(scene.verify() for _ in range(20)))
    assert scene.keys.fetched == 1


async def test_unknown_keys_do_not_make_us_hammer_the_user_service() -> None:
    scene, stranger = _Scene(), TestIssuer(key_id="another")
    for _ in range(50):
        with pytest.raises(UnauthenticatedError):
            await scene.verify(stranger)
    assert scene.keys.fetched == 1


@given(token=st.text(max_size=200))
async def test_garbage_is_refused_and_nothing_else_happens(token: str) -> None:
    with pytest.raises(UnauthenticatedError):
        await TestIssuer().verifier().verify(token)
