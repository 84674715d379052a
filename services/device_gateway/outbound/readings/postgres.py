"""What is remembered of devices' readings, in Postgres."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import asyncpg

from services.device_gateway.domain.readings.activity import Sighting
from services.device_gateway.domain.readings.numbering import Look, Numbering
from services.device_gateway.domain.readings.sequences import NumberSet
from services.device_gateway.outbound.readings import activity_sql as sql
from services.device_gateway.outbound.readings.device_activity import device_activity
from services.device_gateway.ports.activity import DeviceActivity


class PostgresActivity:
    """Fulfils ActivityStore; an addition is one statement, a look one transaction."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        self._pool = pool

    async def add(self, sightings: Mapping[str, Sighting], *, look_at: datetime) -> None:
        """Join what was seen to what is known."""
        seen = list(sightings.values())
        await self._pool.execute(
            sql.ADD,
            list(sightings),
            [sighting.last_reading_at for sighting in seen],
            [sighting.last_received_at for sighting in seen],
            [_multirange(sighting.numbers) for sighting in seen],
            [sighting.latest for sighting in seen],
            [sighting.oldest_held for sighting in seen],
            [sighting.newest_made for sighting in seen],
            [sighting.stated_at for sighting in seen],
            look_at,
        )

    async def look(
        self, now: datetime, limit: int, decide: Callable[[Numbering], Look]
    ) -> Sequence[tuple[str, Look]]:
        """Look at the devices that are due, unless another replica does."""
        async with self._pool.acquire() as connection, connection.transaction():
            if not await connection.fetchval(sql.TAKE_TURN):
                return []
            rows = await connection.fetch(sql.DUE, now, limit)
            looks = [(str(row["device_id"]), decide(_numbering(row))) for row in rows]
            if looks:
                await connection.execute(sql.DECIDED, *_columns(looks))
        return looks

    async def activity_of(self, device_ids: Sequence[str]) -> Mapping[str, DeviceActivity]:
        """Of those devices of which anything came."""
        rows = await self._pool.fetch(sql.OF_DEVICES, list(device_ids))
        return {
            row["device_id"]: device_activity(
                row["last_reading_at"], row["last_received_at"], _numbering(row)
            )
            for row in rows
        }


def _columns(looks: Sequence[tuple[str, Look]]) -> tuple[list[Any], ...]:
    numberings = [look.numbering for _, look in looks]
    return (
        [device_id for device_id, _ in looks],
        [_multirange(numbering.settled) for numbering in numberings],
        [numbering.mark for numbering in numberings],
        [numbering.attempts for numbering in numberings],
        [numbering.ask_after for numbering in numberings],
        [numbering.asked_to for numbering in numberings],
        [numbering.asked_missing for numbering in numberings],
        [look.again_at for _, look in looks],
    )


def _numbering(row: Any) -> Numbering:
    return Numbering(
        settled=NumberSet.of((part.lower, part.upper - 1) for part in row["settled"]),
        latest=row["latest_sequence"],
        oldest_held=row["oldest_held"],
        newest_made=row["newest_made"],
        heard_at=row["heard_at"],
        mark=row["mark"],
        attempts=row["attempts"],
        ask_after=row["ask_after"],
        asked_to=row["asked_to"],
        asked_missing=row["asked_missing"],
    )


def _multirange(numbers: NumberSet) -> str:
    return "{" + ",".join(f"[{span.first},{span.last + 1})" for span in numbers.spans) + "}"
