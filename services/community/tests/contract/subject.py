"""The registry under test: the memory twin or Postgres, and what it would tell the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import asyncpg

from libs.chassis.mail_post import Post, PostedLetter, PostgresPost
from libs.chassis.outbox import OutgoingEvent
from libs.chassis.seal import Seal
from services.community.domain.community import Community
from services.community.domain.facility import Facility
from services.community.outbound.memory.registry import MemoryRegistry
from services.community.outbound.postgres.registry import PostgresRegistry
from services.community.ports import Registry
from services.community.tests.samples import BY_ANNA

SEAL = Seal(bytes(32))


@dataclass
class Subject:
    """An adapter under test."""

    registry: Registry
    pool: "asyncpg.Pool[Any] | None" = None

    async def told(self) -> list[OutgoingEvent]:
        """The outbox, in order."""
        if isinstance(self.registry, MemoryRegistry):
            return list(self.registry.contents.outbox)
        assert self.pool is not None
        rows = await self.pool.fetch("select * from outbox order by position")
        return [
            OutgoingEvent(event_id=row["event_id"], subject=row["subject"], payload=row["payload"])
            for row in rows
        ]

    async def letters(self, now: datetime) -> Sequence[PostedLetter]:
        """What is in the post, taken for a minute."""
        post: Post
        if isinstance(self.registry, MemoryRegistry):
            post = self.registry.contents.post
        else:
            assert self.pool is not None
            post = PostgresPost(self.pool, SEAL)
        return await post.claim(now, count=9, lease=timedelta(seconds=60))

    async def keep(self, *kept: Facility | Community) -> None:
        """Put them into the registry, communities first."""
        async with self.registry.transaction(BY_ANNA) as transaction:
            for each in kept:
                if isinstance(each, Community):
                    await transaction.communities.add(each)
            for each in kept:
                if isinstance(each, Facility):
                    await transaction.facilities.add(each)

    async def change(self, *changed: Facility) -> None:
        """Put their next versions into the registry."""
        async with self.registry.transaction(BY_ANNA) as transaction:
            for each in changed:
                await transaction.facilities.lock(each.facility_id)
            await transaction.facilities.save(changed)

    async def locked(self, facility: Facility) -> Facility | None:
        """The facility as a change would find it."""
        async with self.registry.transaction(BY_ANNA) as transaction:
            return await transaction.facilities.lock(facility.facility_id)


def in_memory() -> Subject:
    """The twin."""
    return Subject(MemoryRegistry())


def on_postgres(pool: "asyncpg.Pool[Any]") -> Subject:
    """The real one."""
    return Subject(PostgresRegistry(pool, SEAL), pool)


def payloads(events: Sequence[OutgoingEvent]) -> list[str]:
    """What a failed comparison should show."""
    return [event.payload.decode() for event in events]
