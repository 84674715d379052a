"""SigningKeyStore on Postgres and in memory; the tokens that are signed with its keys."""

import asyncio
from datetime import timedelta
from functools import partial

import asyncpg
import jwt
import pytest

from libs.chassis.auth import JwksTokenVerifier
from libs.chassis.clock import RandomIds, SystemClock
from libs.chassis.seal import Seal, SealBrokenError
from libs.chassis.testing.fakes import FakeClock
from services.user.domain.signing_key import KeyState, SigningKey, active_key
from services.user.inbound.session_verifier import OwnKeySource
from services.user.outbound.memory_parts import MemorySigningKeys
from services.user.outbound.postgres_keys import PostgresSigningKeys
from services.user.outbound.tokens import (
    KEYS_FRESH,
    JwtAccessTokens,
    RecentKeys,
    new_signing_key,
)
from services.user.ports import SigningKeyStore
from services.user.usecases.publish_keys import PublishKeys
from services.user.usecases.rotate_signing_keys import RotateSigningKeys

SEAL = Seal(bytes(32))


@pytest.fixture(params=["memory", "postgres"])
def key_store(request: pytest.FixtureRequest) -> SigningKeyStore:
    if request.param == "memory":
        return MemorySigningKeys()
    return PostgresSigningKeys(request.getfixturevalue("pool"))


def _tokens(key_store: SigningKeyStore, seal: Seal = SEAL) -> JwtAccessTokens:
    return JwtAccessTokens(key_store, seal, RandomIds(), issuer="meriggio", audience="meriggio")


def _rotate(key_store: SigningKeyStore) -> RotateSigningKeys:
    return RotateSigningKeys(key_store, partial(new_signing_key, SEAL), SystemClock())


async def test_replicas_that_start_together_make_one_set_of_keys(
    key_store: SigningKeyStore,
) -> None:
    made = await asyncio.gather(*(_rotate(key_store)() for _ in range(5)))
    assert sorted(made) == [0, 0, 0, 0, 2]
    keys = await key_store.keys()
    assert {key.state for key in keys} == {KeyState.ACTIVE, KeyState.NEXT}
    assert len({key.key_id for key in keys}) == 2


async def test_a_key_comes_back_as_it_was_added(key_store: SigningKeyStore) -> None:
    now = FakeClock().now()
    retired = SigningKey("old", KeyState.RETIRED, bytes(32), b"sealed", now, now)
    added = [retired, new_signing_key(SEAL, KeyState.ACTIVE, now + timedelta(seconds=1))]
    async with key_store.exclusively() as transaction:
        for key in added:
            await transaction.save(key)
        assert await transaction.keys() == added
    assert await key_store.keys() == added


async def test_others_verify_a_token_by_the_published_keys(key_store: SigningKeyStore) -> None:
    await _rotate(key_store)()
    clock, ids = SystemClock(), RandomIds()
    user_id, session_id = ids.new_id(), ids.new_id()
    token = await _tokens(key_store).issue(user_id, session_id, clock.now())
    source = OwnKeySource(PublishKeys(key_store, clock))
    verifier = JwksTokenVerifier(source, issuer="meriggio", audience="meriggio")
    principal = await verifier.verify(token.value)
    assert (principal.user_id, principal.session_id) == (user_id, session_id)
    header = jwt.get_unverified_header(token.value)
    assert header["alg"] == "EdDSA"
    assert header["kid"] == active_key(await key_store.keys()).key_id


async def test_a_token_carries_these_claims_for_ten_minutes(key_store: SigningKeyStore) -> None:
    await _rotate(key_store)()
    clock, ids = FakeClock(), RandomIds()
    tokens = _tokens(key_store)
    values = [
        await tokens.issue(user_id, user_id, clock.now())
        for user_id in (ids.new_id(), ids.new_id())
    ]
    first, second = (
        jwt.decode(token.value, options={"verify_signature": False}) for token in values
    )
    assert first.keys() == {"iss", "aud", "sub", "sid", "jti", "iat", "exp"}
    assert first["exp"] - first["iat"] == 600
    assert first["jti"] != second["jti"]
    assert values[0].value not in repr(values[0])


async def test_a_wrong_encryption_key_shows_at_the_start(key_store: SigningKeyStore) -> None:
    await _rotate(key_store)()
    await _tokens(key_store).open()
    with pytest.raises(SealBrokenError, match="key_encryption_key"):
        await _tokens(key_store, Seal(b"x" * 32, setting="key_encryption_key")).open()


class _Flaky(MemorySigningKeys):
    away = False

    async def keys(self) -> list[SigningKey]:
        if self.away:
            raise asyncpg.CannotConnectNowError("starting up")
        return await super().keys()


async def test_keys_serve_on_while_the_store_is_away_and_new_ones_are_seen_soon() -> None:
    store, clock = _Flaky(), FakeClock()
    recent = RecentKeys(store, clock)
    store.away = True
    with pytest.raises(asyncpg.CannotConnectNowError):
        await recent.keys()
    store.away = False
    await store.save(new_signing_key(SEAL, KeyState.ACTIVE, clock.now()))
    assert len(await recent.keys()) == 1
    await store.save(new_signing_key(SEAL, KeyState.NEXT, clock.now()))
    clock.advance(seconds=KEYS_FRESH.total_seconds() + 1)
    store.away = True
    assert len(await recent.keys()) == 1
    store.away = False
    assert len(await recent.keys()) == 2
