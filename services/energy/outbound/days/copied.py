"""Quarter-hours in COPY's binary format, which numpy reads as it is."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from services.energy.domain.books.quarter_hours import QUARTER_MS
from services.energy.domain.days.rome_days import RomeDays
from services.energy.domain.exact import Integers

# A header, rows of (count, then length and value of each column), a trailer.
_HEADER_BYTES: Final = 19
_TRAILER_BYTES: Final = 2
_ROW: Final = np.dtype(
    [
        ("columns", ">i2"),
        ("column_bytes", ">i4"),
        ("column", ">i4"),
        ("quarter_bytes", ">i4"),
        ("quarter_us", ">i8"),
        ("import_bytes", ">i4"),
        ("import_uj", ">i8"),
        ("export_bytes", ">i4"),
        ("export_uj", ">i8"),
        ("coverage_bytes", ">i4"),
        ("coverage_ms", ">i8"),
    ]
)
NO_ROWS: Final = np.zeros(0, dtype=_ROW)
_POSTGRES_EPOCH_MS: Final = 946_684_800_000
"""2000-01-01, from which timestamptz counts microseconds."""


def copied_rows(copied: memoryview) -> NDArray[Any]:
    """The rows that statements.QUARTERS gives."""
    return np.frombuffer(copied[_HEADER_BYTES:-_TRAILER_BYTES], dtype=_ROW)


def put_rows(rows: NDArray[Any], days: RomeDays, amounts: Integers) -> None:
    """Among days: see Part.no_amounts."""
    quarter_ms = rows["quarter_us"].astype(np.int64) // 1000 + _POSTGRES_EPOCH_MS
    place = np.searchsorted(days.borders_ms, quarter_ms, side="right") - 1
    quarter = (quarter_ms - days.borders_ms[place]) // QUARTER_MS
    column = rows["column"].astype(np.intp)
    for kind, name in enumerate(("import_uj", "export_uj", "coverage_ms")):
        amounts[kind, column, place, quarter] = rows[name]
