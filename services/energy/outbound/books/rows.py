"""Rows of readings as the domain knows them."""

from typing import Any

from services.energy.domain.books.readings import NewestReading, Reading


def reading_of_row(row: Any) -> Reading:
    """A row that begins with the columns of `reading`."""
    return Reading(*row[:8])


def newest_of_row(row: Any) -> NewestReading:
    """A row of `newest_reading`."""
    return NewestReading(reading_of_row(row), row["interval_ms"])
