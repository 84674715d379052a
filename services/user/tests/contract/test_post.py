"""Post: the same promises from Postgres and from the memory twin."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from libs.chassis.clock import RandomIds
from services.user.domain.email_address import normal_email
from services.user.domain.letters import Letter
from services.user.outbound.memory import MemoryUserStore
from services.user.outbound.postgres import PostgresUserStore
from services.user.outbound.postgres_post import PostgresPost
from services.user.outbound.seal import Seal, SealBrokenError
from services.user.ports import Post, PostedLetter, UserStore
from services.user.tests.examples import a_code, a_notice, anna

NOW = datetime(2026, 6, 21, 10, tzinfo=UTC)
LEASE = timedelta(seconds=60)
ANNA = normal_email("anna@example.org")


def _code_letter(code: str = "123456") -> Letter:
    return a_code(anna(), code=code, now=NOW)


@dataclass
class Subject:
    """The post and the store whose transactions put letters into it."""

    store: UserStore
    post: Post

    async def put(self, *letters: Letter) -> None:
        async with self.store.transaction() as transaction:
            for letter in letters:
                await transaction.post(letter, NOW)

    async def claim(self, second: int = 0, count: int = 10) -> list[PostedLetter]:
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
    letters = [
        _code_letter(),
        a_notice(anna("en"), now=NOW),
    ]
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


async def test_a_claimed_letter_is_nobody_elses_until_the_lease_is_over(subject: Subject) -> None:
    await subject.put(_code_letter())
    (first,) = await subject.claim()
    assert await subject.claim(second=59) == []
    (second,) = await subject.claim(second=60)
    assert (second.letter_id, second.attempt) == (first.letter_id, 2)


async def test_a_postponed_letter_is_due_when_told(subject: Subject) -> None:
    await subject.put(_code_letter())
    (posted,) = await subject.claim()
    await subject.post.postpone(posted.letter_id, NOW + timedelta(seconds=2))
    assert await subject.claim(second=1) == []
    assert len(await subject.claim(second=2)) == 1


async def test_a_removed_letter_is_gone(subject: Subject) -> None:
    await subject.put(_code_letter())
    (posted,) = await subject.claim()
    await subject.post.remove(posted.letter_id)
    assert await subject.claim(second=3600) == []


async def test_senders_at_the_same_time_share_the_letters(subject: Subject) -> None:
    await subject.put(*(_code_letter(f"{number:06}") for number in range(20)))
    claims = await asyncio.gather(*(subject.claim(count=5) for _ in range(6)))
    codes = [posted.letter.code for claim in claims for posted in claim]
    assert len(codes) == len(set(codes))
    assert all(len(claim) <= 5 for claim in claims)
    rest = await subject.claim(count=20)
    assert len(codes) + len(rest) == 20


async def test_neither_address_nor_code_can_be_read_in_the_database(
    pool: "asyncpg.Pool[Any]",
) -> None:
    store = PostgresUserStore(pool, Seal(bytes(32)), RandomIds())
    await Subject(store, PostgresPost(pool, Seal(bytes(32)))).put(_code_letter())
    sealed: bytes = await pool.fetchval("select sealed_letter from outgoing_mail")
    assert b"anna" not in sealed
    assert b"123456" not in sealed


async def test_a_letter_cannot_be_read_with_another_key_or_in_another_place(
    pool: "asyncpg.Pool[Any]",
) -> None:
    store = PostgresUserStore(pool, Seal(bytes(32)), RandomIds())
    await Subject(store, PostgresPost(pool, Seal(bytes(32)))).put(_code_letter())
    with pytest.raises(SealBrokenError):
        await PostgresPost(pool, Seal(b"x" * 32)).claim(NOW, count=1, lease=LEASE)
    await pool.execute("update outgoing_mail set letter_id = gen_random_uuid(), due_at = $1", NOW)
    with pytest.raises(SealBrokenError):
        await PostgresPost(pool, Seal(bytes(32))).claim(NOW, count=1, lease=LEASE)
