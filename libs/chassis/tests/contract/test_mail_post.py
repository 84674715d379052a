"""The post: the same promises from Postgres and from its twin."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from libs.chassis.mail import Letter
from libs.chassis.mail_post import (
    POST_MIGRATIONS,
    Post,
    PostedLetter,
    PostgresPost,
    put_into_post,
    take_from_post,
)
from libs.chassis.postgres import connect_pool, migrate
from libs.chassis.seal import Seal, SealBrokenError
from libs.chassis.testing.mail import MemoryPost
from libs.chassis.tests.letters import CODE_LETTER, LETTER_ID, NOW, a_letter

LEASE = timedelta(seconds=60)
SEAL = Seal(bytes(32))


@pytest.fixture
async def pool(database_dsn: str) -> AsyncIterator["asyncpg.Pool[Any]"]:
    async with connect_pool(database_dsn, schema="test") as pool:
        await migrate(pool, schema="test", folders=[POST_MIGRATIONS])
        yield pool


@dataclass
class Subject:
    """A post, and how letters get into it and out of it within a transaction."""

    post: Post
    pool: "asyncpg.Pool[Any] | None" = None

    async def put(self, letters: dict[UUID, Letter]) -> None:
        for letter_id, letter in letters.items():
            if isinstance(self.post, MemoryPost):
                self.post.put(letter_id, letter, NOW)
            else:
                await put_into_post(self.pool, SEAL, letter_id, letter, NOW)

    async def take(self, letter_id: UUID) -> None:
        if isinstance(self.post, MemoryPost):
            self.post.take(letter_id)
        else:
            await take_from_post(self.pool, [letter_id])

    async def claim(self, second: int = 0, count: int = 10) -> Sequence[PostedLetter]:
        return await self.post.claim(NOW + timedelta(seconds=second), count=count, lease=LEASE)


@pytest.fixture(params=["memory", "postgres"])
def subject(request: pytest.FixtureRequest) -> Subject:
    if request.param == "memory":
        return Subject(MemoryPost())
    pool = request.getfixturevalue("pool")
    return Subject(PostgresPost(pool, SEAL), pool)


async def test_letters_are_claimed_for_a_while_given_back_and_forgotten(subject: Subject) -> None:
    await subject.put({LETTER_ID: CODE_LETTER})

    (first,) = await subject.claim()
    assert first == PostedLetter(LETTER_ID, CODE_LETTER, 1)
    assert await subject.claim(second=59) == []
    (second,) = await subject.claim(second=60)
    assert (second.letter_id, second.attempt) == (LETTER_ID, 2)

    await subject.post.postpone(LETTER_ID, NOW + timedelta(seconds=62))
    assert await subject.claim(second=61) == []
    assert len(await subject.claim(second=62)) == 1

    await subject.post.remove(LETTER_ID)
    await subject.post.postpone(LETTER_ID, NOW)
    assert await subject.claim(second=3600) == []


async def test_a_letter_that_is_taken_back_never_leaves(subject: Subject) -> None:
    await subject.put({LETTER_ID: CODE_LETTER, UUID(int=2): a_letter(code=None)})
    await subject.take(LETTER_ID)
    await subject.take(UUID(int=404))
    assert [each.letter_id for each in await subject.claim()] == [UUID(int=2)]


async def test_senders_at_the_same_time_share_the_letters(subject: Subject) -> None:
    await subject.put({UUID(int=n): a_letter(code=f"{n:06}") for n in range(20)})
    claims = await asyncio.gather(*(subject.claim(count=5) for _ in range(6)))
    ids = [posted.letter_id for claim in claims for posted in claim]
    assert len(ids) == len(set(ids))
    assert all(len(claim) <= 5 for claim in claims)
    assert len(ids) + len(await subject.claim(count=20)) == 20


async def test_a_letter_of_an_undone_transaction_never_leaves(pool: "asyncpg.Pool[Any]") -> None:
    async with pool.acquire() as connection:
        transaction = connection.transaction()
        await transaction.start()
        await put_into_post(connection, SEAL, LETTER_ID, CODE_LETTER, NOW)
        await transaction.rollback()
    assert await Subject(PostgresPost(pool, SEAL)).claim() == []


async def test_neither_address_nor_words_can_be_read_in_the_database(
    pool: "asyncpg.Pool[Any]",
) -> None:
    await put_into_post(pool, SEAL, LETTER_ID, CODE_LETTER, NOW)
    sealed: bytes = await pool.fetchval("select sealed_letter from outgoing_mail")
    for secret in (b"anna", b"123456", b"scaduto"):
        assert secret not in sealed


async def test_a_letter_cannot_be_read_with_another_key_or_in_another_place(
    pool: "asyncpg.Pool[Any]",
) -> None:
    await put_into_post(pool, SEAL, LETTER_ID, CODE_LETTER, NOW)
    with pytest.raises(SealBrokenError):
        await PostgresPost(pool, Seal(b"x" * 32)).claim(NOW, count=1, lease=LEASE)
    await pool.execute("update outgoing_mail set letter_id = gen_random_uuid(), due_at = $1", NOW)
    with pytest.raises(SealBrokenError):
        await PostgresPost(pool, SEAL).claim(NOW, count=1, lease=LEASE)
