"""Rows of readings as the domain knows them."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from services.energy.domain.books.reading_columns import NONE, NewestColumns, ReadingColumns
from services.energy.domain.books.readings import NewestReading, Reading


def reading_of_row(row: Any) -> Reading:
    """A row that begins with the columns of `reading`."""
    return Reading(*row[:8])


def newest_of_row(row: Any) -> NewestReading:
    """A row of `newest_reading`."""
    return NewestReading(reading_of_row(row), row["interval_ms"])


def newest_of_rows(rows: Iterable[Any]) -> NewestColumns:
    """Rows of `newest_reading`; those of devices without a reading are left out."""
    known = [row for row in rows if row["measured_at"] is not None]
    intervals = [NONE if row["interval_ms"] is None else row["interval_ms"] for row in known]
    return NewestColumns(
        ReadingColumns.of([row[:8] for row in known]), np.array(intervals, dtype=np.int64)
    )


def newest_lists(newest: NewestColumns) -> list[list[Any]]:
    """Columns of `newest_reading` as asyncpg takes them, times in microseconds since 1970.

    As numbers, because making a datetime and taking it apart again costs more than all the rest.
    """
    readings = newest.readings
    device_ids, facility_ids = readings.device_ids, [*readings.facility_ids, None]
    return [
        [device_ids[device] for device in readings.device.tolist()],
        readings.measured_us.tolist(),
        [facility_ids[facility] for facility in readings.facility.tolist()],
        readings.power_mw.tolist(),
        readings.received_us.tolist(),
        *(
            [None if value == NONE else value for value in column.tolist()]
            for column in (
                readings.sequence, readings.import_uj, readings.export_uj, newest.interval_ms
            )
        ),
    ]  # fmt: skip
