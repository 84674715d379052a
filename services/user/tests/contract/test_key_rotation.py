"""NF11: keys follow one another, and no token is ever refused because of it."""

from collections import Counter
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import jwt
import pytest

from libs.chassis.clock import RandomIds
from libs.chassis.seal import Seal
from libs.chassis.testing.fakes import FakeClock
from services.user.domain.signing_key import (
    ACCESS_TOKEN_LIFETIME,
    RETIRED_KEY_OVERLAP,
    SIGNING_PERIOD,
    KeyState,
    public_jwk,
)
from services.user.outbound.memory_parts import MemorySigningKeys
from services.user.outbound.postgres_keys import PostgresSigningKeys
from services.user.outbound.tokens import KEYS_FRESH, JwtAccessTokens, RecentKeys, new_signing_key
from services.user.ports import SigningKeyStore
from services.user.usecases.publish_keys import PublishKeys
from services.user.usecases.rotate_signing_keys import RotateSigningKeys

SEAL = Seal(bytes(32))
SOMEBODY = UUID(int=1)


@pytest.fixture(params=["memory", "postgres"])
def key_store(request: pytest.FixtureRequest) -> SigningKeyStore:
    if request.param == "memory":
        return MemorySigningKeys()
    return PostgresSigningKeys(request.getfixturevalue("pool"))


async def _active(key_store: SigningKeyStore) -> str:
    (active,) = [key for key in await key_store.keys() if key.state is KeyState.ACTIVE]
    return active.key_id


async def test_the_next_key_follows_after_a_month_and_was_published_all_along(
    key_store: SigningKeyStore,
) -> None:
    clock = FakeClock()
    rotate = RotateSigningKeys(key_store, partial(new_signing_key, SEAL), clock)
    publish = PublishKeys(key_store, clock)
    assert await rotate() == 2
    signed_with: list[str] = []
    for _ in range(4):
        published = {key.key_id for key in await publish()}
        signed_with.append(await _active(key_store))
        clock.advance(seconds=SIGNING_PERIOD.total_seconds() - 1)
        assert await rotate() == 0
        clock.advance(seconds=1)
        assert await rotate() == 1
        assert await rotate() == 0
        assert await _active(key_store) in published
    assert len(set(signed_with)) == 4
    assert max(Counter(key.state for key in await key_store.keys()).values()) == 1


async def test_an_outlived_key_is_forgotten(key_store: SigningKeyStore) -> None:
    clock = FakeClock()
    rotate = RotateSigningKeys(key_store, partial(new_signing_key, SEAL), clock)
    await rotate()
    first = await _active(key_store)
    clock.advance(seconds=SIGNING_PERIOD.total_seconds())
    await rotate()
    assert first in {key.key_id for key in await key_store.keys()}
    clock.advance(seconds=ACCESS_TOKEN_LIFETIME.total_seconds() + 300)
    await rotate()
    assert first not in {key.key_id for key in await key_store.keys()}


async def test_a_token_of_any_replica_is_verified_until_it_expires() -> None:
    """Replicas look at the keys every KEYS_FRESH, and rotate at different times."""
    key_store, clock = MemorySigningKeys(), FakeClock()
    rotate = RotateSigningKeys(key_store, partial(new_signing_key, SEAL), clock)
    await rotate()
    replicas = [
        JwtAccessTokens(RecentKeys(key_store, clock), SEAL, RandomIds(), issuer="m", audience="m")
        for _ in range(2)
    ]
    publish = PublishKeys(key_store, clock)
    waiting: list[tuple[str, datetime]] = []
    clock.advance(seconds=SIGNING_PERIOD.total_seconds() - 300)
    step_s = KEYS_FRESH.total_seconds() / 2
    for step in range(80):
        for replica in replicas[: 1 + step % 2]:
            token = await replica.issue(SOMEBODY, SOMEBODY, clock.now())
            key_id = jwt.get_unverified_header(token.value)["kid"]
            waiting.append((key_id, clock.now() + ACCESS_TOKEN_LIFETIME))
        clock.advance(seconds=step_s)
        await rotate()
        published = {public_jwk(k.key_id, k.public_key)["kid"] for k in await publish()}
        alive = [key_id for key_id, expires_at in waiting if expires_at > clock.now()]
        assert set(alive) <= published
    assert len({key_id for key_id, _ in waiting}) == 2


def test_a_retired_key_outlives_every_token_it_signed() -> None:
    assert ACCESS_TOKEN_LIFETIME + KEYS_FRESH + timedelta(seconds=5) <= RETIRED_KEY_OVERLAP


async def test_a_key_is_handed_over_before_its_time_and_still_counts(
    key_store: SigningKeyStore,
) -> None:
    clock = FakeClock()
    rotate = RotateSigningKeys(key_store, partial(new_signing_key, SEAL), clock)
    await rotate()
    former = await _active(key_store)
    (following,) = [k.key_id for k in await key_store.keys() if k.state is KeyState.NEXT]
    after = await rotate.at_once(leaked=False)
    assert await _active(key_store) == following
    assert {key.key_id: key.state for key in after}[former] is KeyState.RETIRED
    assert Counter(key.state for key in after)[KeyState.NEXT] == 1
    assert await rotate() == 0


async def test_of_a_leaked_key_nothing_counts(key_store: SigningKeyStore) -> None:
    rotate = RotateSigningKeys(key_store, partial(new_signing_key, SEAL), FakeClock())
    await rotate()
    former = await _active(key_store)
    after = await rotate.at_once(leaked=True)
    assert former not in {key.key_id for key in after}
    assert sorted(key.state for key in after) == [KeyState.ACTIVE, KeyState.NEXT]
