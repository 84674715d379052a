"""From the reading that crossed the threshold to each notification's sending."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, Final
from uuid import UUID

import asyncpg

_EPISODE_WITHIN: Final = timedelta(seconds=6)
"""An episode that began later than this after a crossing belongs to another one."""
STAGES: Final = (
    "crossing to the balance it is seen in",
    "end of the minimum duration to the balance that completes it",
    "newest reading in that to decided, recorded and sent",
)
"""The first two in event time: a balance is decided on once its readings have settled."""
_DELIVERIES: Final = """
select episode.community_id, episode.started_at, episode.detected_at, delivery.status,
       delivery.finished_at
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
    episode_detected_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliveries:
    """`delays_s`: from crossing plus minimum duration to sending. `missing`: never sent.

    `stages_s`: what each delay is the sum of, by the stage's name.
    """

    delays_s: Sequence[float]
    missing: int
    stages_s: Mapping[str, Sequence[float]]


async def read_deliveries(connection: Any, since: datetime) -> list[Delivery]:
    """What the books of engagement say. Raises asyncpg.PostgresError."""
    rows: Iterable[asyncpg.Record] = await connection.fetch(_DELIVERIES, since)
    return [
        Delivery(
            community_id=row["community_id"],
            episode_started_at=row["started_at"],
            episode_detected_at=row["detected_at"],
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
    stages_s: dict[str, list[float]] = {name: [] for name in STAGES}
    missing = 0
    for crossing in crossings:
        sent = _sent_for(crossing, by_community)
        missing += max(0, crossing.expected - len(sent))
        for delivery, sent_at in sent:
            delays_s.append((sent_at - crossing.at).total_seconds() - minimum_duration_s)
            for name, stage_s in zip(
                STAGES, _stages(crossing, delivery, sent_at, minimum_duration_s), strict=True
            ):
                stages_s[name].append(stage_s)
    return Deliveries(delays_s=delays_s, missing=missing, stages_s=stages_s)


def _stages(
    crossing: Crossing, delivery: Delivery, sent_at: datetime, minimum_duration_s: float
) -> tuple[float, ...]:
    """Seconds of each of STAGES; together the delay."""
    moments = (
        crossing.at,
        delivery.episode_started_at,
        delivery.episode_detected_at - timedelta(seconds=minimum_duration_s),
        sent_at - timedelta(seconds=minimum_duration_s),
    )
    return tuple((after - before).total_seconds() for before, after in pairwise(moments))


def instant(moment_ms: int) -> datetime:
    """Milliseconds since 1970 as a time in UTC."""
    return datetime.fromtimestamp(moment_ms / 1000, UTC)


def _sent_for(
    crossing: Crossing, by_community: Mapping[UUID, Sequence[Delivery]]
) -> list[tuple[Delivery, datetime]]:
    return [
        (delivery, delivery.sent_at)
        for delivery in by_community.get(crossing.community_id, ())
        if delivery.sent_at is not None
        and crossing.at <= delivery.episode_started_at < crossing.at + _EPISODE_WITHIN
    ]
