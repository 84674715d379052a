"""The books by hour, from Postgres into arrays without an object for each number."""

import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, date, timedelta
from typing import Any, Final
from uuid import UUID

import numpy as np

from services.energy.domain.basis import Basis
from services.energy.domain.calendar import Period
from services.energy.domain.registry import FacilityPeriod
from services.energy.domain.sharing.facility_hours import (
    HOUR_MS,
    FacilityHours,
    membership_ms,
    no_energy,
)
from services.energy.outbound.sharing import statements

# COPY's binary format: a header, rows of (count, then length and value of each column), a trailer.
_HEADER_BYTES: Final = 19
_TRAILER_BYTES: Final = 2
_ROW: Final = np.dtype(
    [
        ("columns", ">i2"),
        ("column_bytes", ">i4"),
        ("column", ">i4"),
        ("hour_bytes", ">i4"),
        ("hour_us", ">i8"),
        ("import_bytes", ">i4"),
        ("import_uj", ">i8"),
        ("export_bytes", ">i4"),
        ("export_uj", ">i8"),
        ("coverage_bytes", ">i4"),
        ("coverage_ms", ">i8"),
    ]
)
_PIECE: Final = timedelta(days=4)
_POSTGRES_EPOCH_MS: Final = 946_684_800_000
"""2000-01-01, from which timestamptz counts microseconds."""


class PostgresHourlyBooks:
    """HourlyBooks on a pool or within a transaction (a connection)."""

    def __init__(self, executor: Any) -> None:
        self._executor = executor

    async def facility_hours(
        self,
        facility_ids: Sequence[UUID],
        counted: Collection[FacilityPeriod],
        period: Period,
        basis: Basis,
    ) -> FacilityHours:
        column = {facility_id: index for index, facility_id in enumerate(facility_ids)}
        rows = io.BytesIO()
        pieces = list(_by_time(counted, period))
        await self._executor.copy_from_query(
            statements.FACILITY_HOURS[basis],
            [column[item.facility_id] for item in pieces],
            [item.facility_id for item in pieces],
            [item.period.start for item in pieces],
            [item.period.end for item in pieces],
            output=rows,
            format="binary",
        )
        hours = no_energy(period, facility_ids)
        hours.member_ms[:] = membership_ms(period, facility_ids, counted)
        _fill(hours, rows.getbuffer())
        return hours

    async def restatements(
        self, facility_ids: Collection[UUID], period: Period, basis: Basis
    ) -> Mapping[date, int]:
        rows = await self._executor.fetch(
            statements.RESTATEMENTS,
            list(facility_ids),
            period.start.astimezone(UTC).date(),
            period.end.astimezone(UTC).date(),
            basis.value,
        )
        return {row["day"]: row["times"] for row in rows}


def _by_time(counted: Collection[FacilityPeriod], period: Period) -> Iterator[FacilityPeriod]:
    """The same in pieces, a few days of everybody after the other.

    Quarter-hours lie on the disk in the order in which they came. A facility's year after the other
    would read the same pages once for each facility; these pieces find them in Postgres' buffers.
    """
    start = period.start
    while start < period.end:
        piece = Period(start, min(start + _PIECE, period.end))
        for item in counted:
            overlap = item.period.overlap(piece)
            if overlap is not None:
                yield FacilityPeriod(item.facility_id, overlap)
        start = piece.end


def _fill(hours: FacilityHours, copied: memoryview) -> None:
    table = np.frombuffer(copied[_HEADER_BYTES:-_TRAILER_BYTES], dtype=_ROW)
    hour_ms = table["hour_us"].astype(np.int64) // 1000 + _POSTGRES_EPOCH_MS
    place = ((hour_ms - hours.first_hour_ms) // HOUR_MS, table["column"].astype(np.int64))
    # A facility that left and came back within an hour has two rows for it.
    for array, name in (
        (hours.withdrawn_uj, "import_uj"),
        (hours.fed_in_uj, "export_uj"),
        (hours.coverage_ms, "coverage_ms"),
    ):
        np.add.at(array, place, table[name].astype(np.int64))
