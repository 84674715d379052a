"""Readings from a CSV file: device_id, measured_at and power_w, in order of time."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from libs.chassis.errors import InvalidInputError
from services.engagement.domain.balance.reading import Reading

COLUMNS: Final = ("device_id", "measured_at", "power_w")
_MILLIWATTS: Final = 1000


class ReadingsNotUsableError(InvalidInputError):
    """The file is no list of readings."""

    code = "readings_not_usable"


def readings_of(path: Path) -> Iterator[Reading]:
    """The file's readings, one by one. Raises ReadingsNotUsableError or OSError."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            found = ", ".join(rows.fieldnames or ()) or "none"
            raise ReadingsNotUsableError(f"no column {', '.join(missing)}; columns found: {found}")
        last: datetime | None = None
        for row in rows:
            try:
                reading = _reading(row)
            except (ValueError, TypeError, OverflowError) as error:
                raise ReadingsNotUsableError(f"line {rows.line_num}: {error}") from None
            if last is not None and reading.measured_at < last:
                raise ReadingsNotUsableError(f"line {rows.line_num}: earlier than the line before")
            last = reading.measured_at
            yield reading


def _reading(row: dict[str, str]) -> Reading:
    measured_at = datetime.fromisoformat(row["measured_at"])
    if measured_at.tzinfo is None:
        raise ValueError("measured_at has no time zone")
    power_mw = round(float(row["power_w"]) * _MILLIWATTS)
    at = measured_at.astimezone(UTC)
    return Reading(row["device_id"], at, at, power_mw)
