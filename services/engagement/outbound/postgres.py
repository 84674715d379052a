"""Episodes, inbox and deliveries in Postgres: one schema, statements in sql.py."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, TypeAlias
from uuid import UUID

import asyncpg

from libs.chassis.outbox import OutgoingEvent, add_to_outbox
from libs.chassis.postgres import is_transient
from libs.contracts import subjects
from libs.contracts.codec import encode
from libs.contracts.v1.surplus import SurplusDetected, SurplusEnded
from services.engagement.domain.delivery import LEASE, ClaimedDelivery, DeliveryOutcome
from services.engagement.domain.notification import InboxItem, Notification, event_id_of
from services.engagement.domain.surplus_watch import SurplusCheckpoint
from services.engagement.outbound import sql
from services.engagement.outbound.surplus_rows import state_from_row, state_to_row
from services.engagement.ports import Detection, Ending, Episode, StoreUnavailableError

_MILLIWATTS = 1000
Pool: TypeAlias = "asyncpg.Pool[Any]"


@asynccontextmanager
async def _available(pool: Pool) -> AsyncIterator[Any]:
    """A connection. Raises StoreUnavailableError for what may succeed later."""
    try:
        async with pool.acquire() as connection:
            yield connection
    except Exception as error:
        if is_transient(error):
            raise StoreUnavailableError(repr(error)) from error
        raise


class PostgresSurplusStore:
    """Keeps SurplusStore's promises."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def load_checkpoints(self) -> Sequence[SurplusCheckpoint]:
        async with _available(self._pool) as connection:
            rows = await connection.fetch(sql.LOAD_STATES)
        return [
            SurplusCheckpoint(row["community_id"], state_from_row(row), row["seen_until"])
            for row in rows
        ]

    async def record(
        self, entries: Sequence[Detection | Ending], checkpoint: SurplusCheckpoint | None
    ) -> int:
        deliveries = 0
        async with _available(self._pool) as connection, connection.transaction():
            if entries:
                # Two replicas that fold the same community for a moment must not both decide.
                await connection.execute(sql.LOCK_COMMUNITY, str(entries[0].community_id))
            for entry in entries:
                if isinstance(entry, Detection):
                    deliveries += await _record_detection(connection, entry)
                else:
                    ended = entry.ended
                    await _end(
                        connection,
                        entry.episode_id,
                        entry.community_id,
                        ended.ended_at,
                        ended.peak_excess_mw,
                    )
            if checkpoint is not None:
                await _save(connection, [checkpoint])
        return deliveries

    async def save_checkpoints(self, checkpoints: Sequence[SurplusCheckpoint]) -> None:
        async with _available(self._pool) as connection:
            await _save(connection, checkpoints)

    async def episodes(self, community_id: UUID, *, limit: int) -> Sequence[Episode]:
        async with _available(self._pool) as connection:
            rows = await connection.fetch(sql.EPISODES, community_id, limit)
        return [Episode(**row) for row in rows]


async def _save(connection: Any, checkpoints: Sequence[SurplusCheckpoint]) -> None:
    ordered = sorted(checkpoints, key=lambda checkpoint: checkpoint.community_id)
    rows = [
        (checkpoint.community_id, *state_to_row(checkpoint.state), checkpoint.seen_until)
        for checkpoint in ordered
    ]
    await connection.execute(sql.SAVE_STATES, *map(list, zip(*rows, strict=True)))


async def _record_detection(connection: Any, detection: Detection) -> int:
    detected = detection.detected
    if await connection.fetchval(sql.EPISODE_IS_RECORDED, detection.episode_id):
        return 0
    still_open = await connection.fetchrow(sql.OPEN_EPISODE, detection.community_id)
    if still_open is not None:
        if still_open["started_at"] > detected.started_at:
            return 0  # another replica is ahead of this one
        await _end(
            connection,
            still_open["episode_id"],
            detection.community_id,
            detected.started_at,
            still_open["peak_excess_mw"],
        )
    notify = detected.notify and not await connection.fetchval(
        sql.NOTIFIED_WITHIN,
        detection.community_id,
        detected.detected_at,
        timedelta(seconds=detection.cooldown_s),
    )
    await connection.execute(
        sql.ADD_EPISODE,
        detection.episode_id,
        detection.community_id,
        detected.started_at,
        detected.detected_at,
        detected.excess_mw,
        detected.detected_at if notify else None,
    )
    await add_to_outbox(connection, [_detected_event(detection)])
    return await _notify(connection, detection) if notify else 0


async def _notify(connection: Any, detection: Detection) -> int:
    messages = detection.notifications
    await connection.execute(
        sql.ADD_NOTIFICATIONS,
        [message.notification_id for message in messages],
        detection.episode_id,
        detection.community_id,
        [message.user_id for message in messages],
        [message.kind for message in messages],
        [message.title for message in messages],
        [message.body for message in messages],
        [message.created_at for message in messages],
    )
    status: str = await connection.execute(
        sql.ADD_DELIVERIES,
        detection.episode_id,
        list(detection.channels),
        detection.triggered_at,
    )
    return int(status.rsplit(" ", 1)[-1])


async def _end(
    connection: Any, episode_id: UUID, community_id: UUID, ended_at: datetime, peak_mw: int
) -> None:
    row = await connection.fetchrow(sql.END_EPISODE, episode_id, ended_at, peak_mw)
    if row is None:
        return
    event = SurplusEnded(
        episode_id=episode_id,
        community_id=community_id,
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        peak_excess_w=row["peak_excess_mw"] / _MILLIWATTS,
    )
    await add_to_outbox(
        connection,
        [
            OutgoingEvent(
                event_id_of(episode_id, "ended"), subjects.surplus(community_id), encode(event)
            )
        ],
    )


def _detected_event(detection: Detection) -> OutgoingEvent:
    event = SurplusDetected(
        episode_id=detection.episode_id,
        community_id=detection.community_id,
        started_at=detection.detected.started_at,
        detected_at=detection.detected.detected_at,
        excess_w=detection.detected.excess_mw / _MILLIWATTS,
    )
    return OutgoingEvent(
        event_id_of(detection.episode_id, "detected"),
        subjects.surplus(detection.community_id),
        encode(event),
    )


class PostgresInbox:
    """Keeps Inbox's promises."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def read(
        self, user_id: UUID, *, unread_only: bool, limit: int, before: datetime | None
    ) -> Sequence[InboxItem]:
        statement = sql.READ_UNREAD if unread_only else sql.READ_INBOX
        async with _available(self._pool) as connection:
            rows = await connection.fetch(statement, user_id, before, limit)
        return [InboxItem(_notification(row), row["read_at"]) for row in rows]

    async def mark_read(self, user_id: UUID, notification_id: UUID, at: datetime) -> bool:
        async with _available(self._pool) as connection:
            marked = await connection.fetchval(sql.MARK_READ, user_id, notification_id, at)
        return marked is not None

    async def count_unread(self, user_id: UUID) -> int:
        async with _available(self._pool) as connection:
            count: int = await connection.fetchval(sql.COUNT_UNREAD, user_id)
        return count

    async def forget(self, user_ids: Sequence[UUID]) -> int:
        async with _available(self._pool) as connection, connection.transaction():
            await connection.execute(sql.FORGET_DELIVERIES, list(user_ids))
            result: str = await connection.execute(sql.FORGET_NOTIFICATIONS, list(user_ids))
        return int(result.rsplit(" ", 1)[-1])


class PostgresDeliveryQueue:
    """Keeps DeliveryQueue's promises."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def claim(
        self, channel: str, *, limit: int, now: datetime, claim_id: UUID
    ) -> Sequence[ClaimedDelivery]:
        async with _available(self._pool) as connection:
            rows = await connection.fetch(sql.CLAIM, channel, now, limit, claim_id, now + LEASE)
        return [
            ClaimedDelivery(
                notification=_notification(row),
                channel=row["channel"],
                attempt=row["attempt"],
                claim_id=claim_id,
                triggered_at=row["triggered_at"],
            )
            for row in rows
        ]

    async def finish(self, outcomes: Sequence[DeliveryOutcome]) -> None:
        async with _available(self._pool) as connection:
            await connection.execute(
                sql.FINISH,
                [outcome.notification_id for outcome in outcomes],
                [outcome.channel for outcome in outcomes],
                [outcome.claim_id for outcome in outcomes],
                [outcome.status.value for outcome in outcomes],
                [outcome.at for outcome in outcomes],
                [outcome.next_attempt_at for outcome in outcomes],
                [outcome.error for outcome in outcomes],
            )

    async def release_lapsed(self, channel: str, *, idempotent: bool, now: datetime) -> int:
        status = "pending" if idempotent else "unknown"
        async with _available(self._pool) as connection:
            result: str = await connection.execute(sql.RELEASE_LAPSED, channel, status, now)
        return int(result.rsplit(" ", 1)[-1])


def _notification(row: Any) -> Notification:
    return Notification(
        notification_id=row["notification_id"],
        episode_id=row["episode_id"],
        community_id=row["community_id"],
        user_id=row["user_id"],
        kind=row["kind"],
        title=row["title"],
        body=row["body"],
        created_at=row["created_at"],
    )
