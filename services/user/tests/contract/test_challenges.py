"""NF11: challenges are taken once, at whichever replica, and go when nobody took them."""

from datetime import timedelta
from uuid import UUID

import pytest

from services.user.domain.challenge import CHALLENGE_LIFETIME, ChallengePurpose, new_challenge
from services.user.ports import UserStore
from services.user.tests.contract.subject import Subject
from services.user.tests.examples import NOW

CHALLENGE = new_challenge(UUID(int=5), ChallengePurpose.SIGN_IN_PROOF, b"subject", NOW)


@pytest.fixture
async def store(subject: Subject) -> UserStore:
    """A store with one open challenge."""
    async with subject.store.transaction() as transaction:
        await transaction.add_challenge(CHALLENGE)
    return subject.store


async def test_a_challenge_is_taken_once(store: UserStore) -> None:
    async with store.transaction() as transaction:
        assert await transaction.take_challenge(UUID(int=6)) is None
        assert await transaction.take_challenge(CHALLENGE.challenge_id) == CHALLENGE
    async with store.transaction() as transaction:
        assert await transaction.take_challenge(CHALLENGE.challenge_id) is None


async def test_of_many_who_take_it_at_once_one_gets_it(subject: Subject, store: UserStore) -> None:
    async def take() -> bool:
        async with store.transaction() as transaction:
            return await transaction.take_challenge(CHALLENGE.challenge_id) is not None

    assert sorted(await subject.at_once([take() for _ in range(4)])) == [False] * 3 + [True]


async def test_a_challenge_that_nobody_answered_goes(store: UserStore) -> None:
    due = NOW + CHALLENGE_LIFETIME
    assert await store.remove_outdated(due - timedelta(seconds=1)) == 0
    assert await store.remove_outdated(due) == 1
    async with store.transaction() as transaction:
        assert await transaction.take_challenge(CHALLENGE.challenge_id) is None
