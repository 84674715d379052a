"""From the reading that crossed the threshold to each notification's sending."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import asyncpg

_EPISODE_WITHIN: Final = timedelta(seconds=6)
"""An episode that began later than this after a crossing belongs to another one."""
_DELIVERIES: Final = """
select episode.community_id, episode.started_at, delivery.status, delivery.finished_at
from engagement.episode
join engagement.notification using (episode_id)
join engagement.delivery using (notification_id)
where episode.started_at >= $1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """A community's excess rose above its threshold at `at`; `expected` deliveries follow."""

    community_id: UUID
    at: datetime
    expected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message through one channel; `sent_at` is None when it was not sent."""

    community_id: UUID
    episode_started_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliveries:
    """`delays_s`: from crossing plus minimum duration to sending. `missing`: never sent."""

    delays_s: Sequence[float]
    missing: int


async def read_deliveries(connection: Any, since: datetime) -> list[Delivery]:
    """What the books of engagement say. Raises asyncpg.PostgresError."""
    rows: Iterable[asyncpg.Record] = await connection.fetch(_DELIVERIES, since)
    return [
        Delivery(
            community_id=row["community_id"],
            episode_started_at=row["started_at"],
            sent_at=row["finished_at"] if row["status"] == "sent" else None,
        )
        for row in rows
    ]


def match(
    crossings: Sequence[Crossing], deliveries: Iterable[Delivery], *, minimum_duration_s: float
) -> Deliveries:
    """The deliveries of each crossing's episode: the first that began at or after it."""
    by_community: dict[UUID, list[Delivery]] = defaultdict(list)
    for delivery in deliveries:
        by_community[delivery.community_id].append(delivery)
    delays_s: list[float] = []
    missing = 0
    for crossing in crossings:
        sent = _sent_for(crossing, by_community)
        missing += max(0, crossing.expected - len(sent))
        delays_s += [(at - crossing.at).total_seconds() - minimum_duration_s for at in sent]
    return Deliveries(delays_s=delays_s, missing=missing)


def instant(moment_ms: int) -> datetime:
    """Milliseconds since 1970 as a time in UTC."""
    return datetime.fromtimestamp(moment_ms / 1000, UTC)


def _sent_for(
    crossing: Crossing, by_community: Mapping[UUID, Sequence[Delivery]]
) -> list[datetime]:
    return [
        delivery.sent_at
        for delivery in by_community.get(crossing.community_id, ())
        if delivery.sent_at is not None
        and crossing.at <= delivery.episode_started_at < crossing.at + _EPISODE_WITHIN
    ]
