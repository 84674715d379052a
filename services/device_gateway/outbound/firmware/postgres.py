"""Images, roll-outs and targets in Postgres (schema `device_gateway`)."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, cast
from uuid import UUID

import asyncpg

from services.device_gateway.domain.firmware.image import Image
from services.device_gateway.domain.firmware.plan import Member, Named
from services.device_gateway.domain.firmware.rollout import Rollout, Selection, Tally
from services.device_gateway.domain.firmware.target import Phase, Target
from services.device_gateway.domain.presence.statuses import LOST_COUNTER_AFTER
from services.device_gateway.outbound.firmware import sql
from services.device_gateway.outbound.firmware.rows import (
    image_of,
    image_values,
    member_of,
    rollout_of,
    rollout_values,
    target_columns,
    target_of,
)
from services.device_gateway.ports.firmware import Before, FirmwareTransaction


class _Reader:
    def __init__(self, source: Any) -> None:
        self._source = source
        """A pool, or a transaction's connection."""

    async def find_image(self, image_id: UUID) -> Image | None:
        row = await self._source.fetchrow(sql.IMAGE, image_id)
        return None if row is None else image_of(row)

    async def images(self, *, limit: int, before: Before | None = None) -> Sequence[Image]:
        rows = await self._source.fetch(sql.IMAGES, *_place(before), limit)
        return [image_of(row) for row in rows]

    async def find_rollout(self, rollout_id: UUID) -> Rollout | None:
        row = await self._source.fetchrow(sql.ROLLOUT, rollout_id)
        return None if row is None else rollout_of(row)

    async def rollouts(self, *, limit: int, before: Before | None = None) -> Sequence[Rollout]:
        rows = await self._source.fetch(sql.ROLLOUTS, *_place(before), limit)
        return [rollout_of(row) for row in rows]

    async def tally(self, rollout_id: UUID) -> Tally:
        rows = await self._source.fetch(sql.TALLY, rollout_id)
        return {(row["wave"], Phase(row["phase"])): row["devices"] for row in rows}

    async def targets(
        self,
        rollout_id: UUID,
        *,
        limit: int,
        phases: Collection[Phase] = tuple(Phase),
        after: str = "",
    ) -> Sequence[Target]:
        rows = await self._source.fetch(sql.TARGETS, rollout_id, list(phases), after, limit)
        return [target_of(row) for row in rows]

    async def targets_of(self, device_id: str, *, limit: int) -> Sequence[Target]:
        rows = await self._source.fetch(sql.TARGETS_OF, device_id, limit)
        return [target_of(row) for row in rows]

    async def find_target(self, update_id: UUID) -> Target | None:
        row = await self._source.fetchrow(sql.TARGET_BY_UPDATE, update_id)
        return None if row is None else target_of(row)

    async def find_member(self, device_id: str) -> Member | None:
        row = await self._source.fetchrow(sql.MEMBER, device_id)
        return None if row is None else member_of(row)

    async def read_part(self, image_id: UUID, number: int) -> bytes | None:
        return cast("bytes | None", await self._source.fetchval(sql.PART, image_id, number))


class _Transaction(_Reader):
    async def find_named(self, hardware: str, version: str) -> Image | None:
        row = await self._source.fetchrow(sql.IMAGE_NAMED, hardware, version)
        return None if row is None else image_of(row)

    async def save_image(self, image: Image) -> None:
        await self._source.execute(sql.SAVE_IMAGE, *image_values(image))

    async def delete_image(self, image_id: UUID) -> None:
        await self._source.execute(sql.DELETE_IMAGE, image_id)

    async def save_part(self, image_id: UUID, number: int, content: bytes) -> None:
        await self._source.execute(sql.SAVE_PART, image_id, number, content)

    async def members(
        self, selection: Selection, *, limit: int, after: str = ""
    ) -> Sequence[tuple[Member, str | None]]:
        rows = await self._source.fetch(
            sql.MEMBERS,
            selection.hardware,
            list(selection.device_ids),
            selection.batch,
            after,
            limit,
        )
        return [(member_of(row), row["batch"]) for row in rows]

    async def named(self, device_ids: Collection[str]) -> Sequence[Named]:
        rows = await self._source.fetch(sql.NAMED, list(device_ids))
        return [Named(**row) for row in rows]

    async def start_alone(self) -> None:
        await self._source.execute(sql.LOCK_STARTS)

    async def running_rollouts(self, image_id: UUID | None = None) -> Sequence[Rollout]:
        return [rollout_of(row) for row in await self._source.fetch(sql.ROLLOUTS_ON, image_id)]

    async def save_rollout(self, rollout: Rollout) -> None:
        await self._source.execute(sql.SAVE_ROLLOUT, *rollout_values(rollout))

    async def save_targets(self, targets: Sequence[Target]) -> None:
        if targets:
            await self._source.execute(sql.SAVE_TARGETS, *target_columns(targets))

    async def waiting(self, rollout: Rollout, *, limit: int) -> Sequence[Target]:
        rows = await self._source.fetch(sql.WAITING, rollout.rollout_id, rollout.wave, limit)
        return [target_of(row) for row in rows]

    async def candidates(self, rollout: Rollout, *, limit: int) -> Sequence[tuple[Target, Member]]:
        rows = await self._source.fetch(sql.CANDIDATES, rollout.rollout_id, rollout.wave, limit)
        return [(target_of(row), member_of(row)) for row in rows]

    async def overdue(self, *, offered_until: datetime, limit: int) -> Sequence[Target]:
        return [
            target_of(row) for row in await self._source.fetch(sql.OVERDUE, offered_until, limit)
        ]

    async def leftovers(self, *, limit: int) -> Sequence[Target]:
        return [target_of(row) for row in await self._source.fetch(sql.LEFTOVERS, limit)]

    async def open_of_revoked(self, *, limit: int) -> Sequence[Target]:
        return [target_of(row) for row in await self._source.fetch(sql.OPEN_OF_REVOKED, limit)]

    async def count_loading(self, heard_since: datetime) -> int:
        return cast("int", await self._source.fetchval(sql.LOADING, heard_since))


class PostgresFirmware(_Reader):
    """The port FirmwareStore."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        super().__init__(pool)
        self._pool = pool

    async def save_member(self, member: Member, now: datetime) -> bool:
        """What the device reported; False, and nothing, when a later connection is known."""
        status: str = await self._pool.execute(
            sql.SAVE_MEMBER,
            member.device_id,
            member.hardware,
            member.version,
            member.online,
            member.connection,
            now,
            now - LOST_COUNTER_AFTER,
        )
        return status.endswith(" 1")

    @asynccontextmanager
    async def transaction(self, *, exclusive: bool = True) -> AsyncIterator[FirmwareTransaction]:
        """Exclusive ones one at a time over all replicas; committed at the end of the block."""
        async with self._pool.acquire() as connection, connection.transaction():
            if exclusive:
                await connection.execute(sql.LOCK)
            yield _Transaction(connection)


def _place(before: Before | None) -> tuple[datetime | None, UUID | None]:
    return (None, None) if before is None else (before.at, before.entity_id)
