"""What the services have written down, read from their tables. Reads only."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

import asyncpg

from devstack.demo.audit.recount import Quarter, QuarterEnergy, RawReading
from devstack.recordings.recording import from_ms

_STATEMENT_TIMEOUT_S: Final = 60
_READINGS: Final = """
    select (extract(epoch from measured_at) * 1000)::bigint, power_mw, facility_id,
        import_uj, export_uj
    from energy.reading where device_id = $1 and measured_at >= $2 order by measured_at
"""
_COUNT: Final = """
    select count(*) from energy.reading
    where device_id = any($1::text[]) and measured_at >= $2
"""
_NEWEST: Final = """
    select device_id, measured_at from energy.newest_reading
    where device_id = any($1::text[]) and measured_at is not null
"""
_QUARTERS: Final = """
    select facility_id, (extract(epoch from quarter_start) * 1000)::bigint,
        import_uj, export_uj, coverage_ms
    from energy.quarter_hour where facility_id = any($1::uuid[]) and quarter_start >= $2
"""
_EPISODES: Final = """
    select episode_id, started_at, detected_at, notified_at, ended_at, last_called_at
    from engagement.episode where community_id = $1 and detected_at >= $2 order by started_at
"""
_INBOX: Final = """
    select n.episode_id, n.user_id, n.kind from engagement.notification n
    join engagement.episode e using (episode_id)
    where e.community_id = $1 and e.detected_at >= $2
"""
_DECIDED: Final = """
    select m.episode_id, m.user_id, m.outcome from engagement.call_member m
    join engagement.episode e using (episode_id)
    where e.community_id = $1 and e.detected_at >= $2
"""
_DELIVERIES: Final = """
    select d.channel, d.status, count(*) from engagement.delivery d
    join engagement.notification n using (notification_id)
    join engagement.episode e using (episode_id)
    where e.community_id = $1 and e.detected_at >= $2 group by 1, 2
"""


class EpisodeRow(NamedTuple):
    """A surplus episode, in event time; `notified_at` None: nobody was told.

    Calls lie between `notified_at`, the first one, and `last_called_at`.
    """

    episode_id: UUID
    started_at: datetime
    detected_at: datetime
    notified_at: datetime | None
    ended_at: datetime | None
    last_called_at: datetime | None = None


class Told(NamedTuple):
    """One message to one user about one episode."""

    episode_id: UUID
    user_id: UUID
    kind: str


class Decided(NamedTuple):
    """What an episode's calls meant for one member: `told` by one of them, or why not."""

    episode_id: UUID
    user_id: UUID
    outcome: str


class Books:
    """The tables of energy and engagement. Raises asyncpg.PostgresError, OSError."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def count_readings(self, device_ids: Sequence[str], since_ms: int) -> int:
        """How many readings of these devices are stored."""
        return int(await self._connection.fetchval(_COUNT, device_ids, from_ms(since_ms)))

    async def readings(self, device_id: str, since_ms: int) -> list[RawReading]:
        """A device's stored readings, in order of time."""
        rows = await self._connection.fetch(_READINGS, device_id, from_ms(since_ms))
        return [RawReading(*row) for row in rows]

    async def newest_stamps(self, device_ids: Sequence[str]) -> dict[str, datetime]:
        """Each device's newest stored reading; without those that have none."""
        return dict(await self._connection.fetch(_NEWEST, device_ids))

    async def quarter_hours(
        self, facility_ids: Sequence[UUID], since_ms: int
    ) -> dict[Quarter, QuarterEnergy]:
        """The energy books; quarter-hours without anything are left out."""
        rows = await self._connection.fetch(_QUARTERS, facility_ids, from_ms(since_ms))
        return {(row[0], row[1]): QuarterEnergy(*row[2:]) for row in rows if any(row[2:])}

    async def episodes(self, community_id: UUID, since: datetime) -> list[EpisodeRow]:
        """Episodes detected since then, in order of time."""
        rows = await self._connection.fetch(_EPISODES, community_id, since)
        return [EpisodeRow(*row) for row in rows]

    async def inbox(self, community_id: UUID, since: datetime) -> list[Told]:
        """Every message of those episodes."""
        rows = await self._connection.fetch(_INBOX, community_id, since)
        return [Told(*row) for row in rows]

    async def decided(self, community_id: UUID, since: datetime) -> list[Decided]:
        """What was decided about every member when those episodes were called."""
        rows = await self._connection.fetch(_DECIDED, community_id, since)
        return [Decided(*row) for row in rows]

    async def deliveries(self, community_id: UUID, since: datetime) -> dict[tuple[str, str], int]:
        """How many deliveries of those messages, by channel and status."""
        rows = await self._connection.fetch(_DELIVERIES, community_id, since)
        return {(channel, status): count for channel, status, count in rows}


@asynccontextmanager
async def open_books(dsn: str) -> AsyncIterator[Books]:
    """The books behind one connection that can change nothing."""
    connection = await asyncpg.connect(
        dsn,
        command_timeout=_STATEMENT_TIMEOUT_S,
        server_settings={"default_transaction_read_only": "on"},
    )
    try:
        yield Books(connection)
    finally:
        await connection.close()
