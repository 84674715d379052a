"""Every number that a device gave to a reading, looked for in the books."""

import contextlib
from collections.abc import Mapping
from typing import Any, Final

from benchmarks.fleet.plan import Finished
from benchmarks.fleet.results import FleetBooks
from libs.chassis.testing.eventually import eventually

_STORED_WITHIN_S: Final = 60.0
_STORED: Final = """
select count(*) as rows, count(distinct (device_id, sequence)) as stored
from energy.reading join unnest($1::text[], $2::bigint[], $3::bigint[]) as given (id, first, after)
    on device_id = id and sequence >= first and sequence < after
where facility_id is not null
"""


async def check_fleet_books(connection: Any, finished: Finished) -> FleetBooks:
    """Give the last ones time to be stored. Raises asyncpg.PostgresError."""
    measured = sum(after - first for first, after in finished.numbers.values())
    found: list[tuple[int, int]] = []

    async def are_stored() -> bool:
        found.append(await rows_and_numbers(connection, finished.numbers))
        return found[-1][1] >= measured

    with contextlib.suppress(TimeoutError):  # the books say how many are missing
        await eventually(are_stored, timeout_s=_STORED_WITHIN_S, interval_s=0.5)
    count, (rows, stored) = finished.count, found[-1]
    return FleetBooks(
        measured=measured,
        acknowledged=count.acknowledged,
        refused=count.refused,
        resent=count.resent,
        connections_lost=count.connections_lost,
        rows=rows,
        stored=stored,
    )


async def rows_and_numbers(
    connection: Any, numbers: Mapping[str, tuple[int, int]]
) -> tuple[int, int]:
    """How many readings of a facility have one of these numbers, and how many numbers that is."""
    firsts, afters = zip(*numbers.values(), strict=True)
    found = await connection.fetchrow(_STORED, list(numbers), list(firsts), list(afters))
    return found["rows"], found["stored"]
