"""NF11: tokens of the user service are verified offline, against its key set."""

from typing import Any
from uuid import uuid4

import httpx
import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    """A key source that counts and can be away."""

    def __init__(self, issuer: TestIssuer) -> None:
        self.issuer = issuer
        self.fetched = 0
        self.away = False

    async def fetch(self) -> dict[str, Any]:
        self.fetched += 1
        if self.away:
            raise httpx.ConnectError("away")
        return self.issuer.jwks()


async def test_keys_are_fetched_once_and_serve_on_while_the_user_service_is_away() -> None:
    keys = _Keys(TestIssuer())
    verifier = JwksTokenVerifier(keys, issuer=ISSUER, audience=AUDIENCE)
    await verifier.verify(keys.issuer.token(uuid4()))
    keys.away = True
    await verifier.verify(keys.issuer.token(uuid4()))
    assert keys.fetched == 1


async def test_a_good_token_is_not_refused_because_no_keys_could_be_fetched_yet() -> None:
    keys = _Keys(TestIssuer())
    verifier = JwksTokenVerifier(keys, issuer=ISSUER, audience=AUDIENCE)
    token, keys.away = keys.issuer.token(uuid4()), True
    with pytest.raises(ConnectionError):
        await verifier.verify(token)
    keys.away = False
    await verifier.verify(token)


async def test_unknown_keys_do_not_make_us_hammer_the_user_service() -> None:
    keys = _Keys(TestIssuer())
    verifier = JwksTokenVerifier(keys, issuer=ISSUER, audience=AUDIENCE)
    stranger = TestIssuer(key_id="another")
    for _ in range(50):
        with pytest.raises(UnauthenticatedError):
            await verifier.verify(stranger.token(uuid4()))
    assert keys.fetched == 1


@given(token=st.text(max_size=200))
async def test_garbage_is_refused_and_nothing_else_happens(token: str) -> None:
    with pytest.raises(UnauthenticatedError):
        await TestIssuer().verifier().verify(token)
