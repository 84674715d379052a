"""The store's letters: the same promises from Postgres and from the memory twin.

What the post itself promises is tested with it: libs/chassis/tests/contract/test_mail_post.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from libs.chassis.clock import RandomIds
from libs.chassis.mail import Letter
from libs.chassis.mail_post import Post, PostedLetter, PostgresPost
from libs.chassis.seal import Seal
from services.user.outbound.memory import MemoryUserStore
from services.user.outbound.postgres import PostgresUserStore
from services.user.ports import UserStore
from services.user.tests.examples import a_code, a_notice, anna

NOW = datetime(2026, 6, 21, 10, tzinfo=UTC)
LEASE = timedelta(seconds=60)


def _code_letter() -> Letter:
    return a_code(anna(), now=NOW)


@dataclass
class Subject:
    """The post and the store whose transactions put letters into it."""

    store: UserStore
    post: Post

    async def put(self, *letters: Letter) -> None:
        async with self.store.transaction() as transaction:
            for letter in letters:
                await transaction.post(letter, NOW)

    async def claim(self, second: int = 0, count: int = 10) -> Sequence[PostedLetter]:
        return await self.post.claim(NOW + timedelta(seconds=second), count=count, lease=LEASE)


@pytest.fixture(params=["memory", "postgres"])
def subject(request: pytest.FixtureRequest) -> Subject:
    if request.param == "memory":
        store = MemoryUserStore(RandomIds())
        return Subject(store, store)
    pool = request.getfixturevalue("pool")
    seal = Seal(bytes(32))
    return Subject(PostgresUserStore(pool, seal, RandomIds()), PostgresPost(pool, seal))


async def test_a_letter_arrives_as_it_was_posted(subject: Subject) -> None:
    letters = [_code_letter(), a_notice(anna("en"), now=NOW)]
    await subject.put(*letters)
    claimed = await subject.claim()
    assert sorted((each.letter for each in claimed), key=lambda each: each.purpose) == sorted(
        letters, key=lambda each: each.purpose
    )
    assert {each.attempt for each in claimed} == {1}


async def test_a_letter_of_an_undone_transaction_never_leaves(subject: Subject) -> None:
    async def post_and_fail() -> None:
        async with subject.store.transaction() as transaction:
            await transaction.post(_code_letter(), NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await post_and_fail()
    assert await subject.claim() == []


async def test_a_letter_is_claimed_given_back_and_forgotten(subject: Subject) -> None:
    await subject.put(_code_letter())
    (first,) = await subject.claim()
    assert await subject.claim(second=59) == []
    await subject.post.postpone(first.letter_id, NOW + timedelta(seconds=62))
    assert await subject.claim(second=61) == []
    (second,) = await subject.claim(second=62)
    assert (second.letter_id, second.attempt) == (first.letter_id, 2)
    await subject.post.remove(first.letter_id)
    assert await subject.claim(second=3600) == []
