"""Readings as COPY takes them: Postgres' binary format, made for all rows at once.

Each row is its number of columns, then of each column its length in bytes and its bytes; a missing
value has the length -1 and no bytes. All integers are big-endian.
https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4
"""

from collections.abc import AsyncIterator, Sequence
from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from services.energy.domain.books.reading_columns import NONE, ReadingColumns
from services.energy.domain.exact import Integers

COPIED_COLUMNS: Final = (
    "device_id", "measured_at", "facility_id", "power_mw", "received_at", "sequence",
    "import_uj", "export_uj",
)  # fmt: skip
_SIGNATURE: Final = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
_END: Final = b"\xff\xff"
_POSTGRES_EPOCH_US: Final = 946_684_800_000_000
"""2000-01-01 UTC, from where Postgres counts, in microseconds since 1970."""
_NULL: Final = -1
_UUID_BYTES: Final = 16

Bytes = NDArray[np.uint8]
Present = NDArray[np.bool_]


def copied(readings: ReadingColumns) -> bytes:
    """What COPY reading (COPIED_COLUMNS) reads.

    All rows get the same width, and what a value does not fill is left out at the end.
    """
    count = len(readings)
    width = np.full((count, 1), len(COPIED_COLUMNS), dtype=">i2").view(np.uint8)
    parts = [
        (width, np.ones(width.shape, dtype=np.bool_)),
        *_texts(readings.device_ids, readings.device),
        *_numbers(readings.measured_us - _POSTGRES_EPOCH_US),
        *_uuids(readings.facility_ids, readings.facility),
        *_numbers(readings.power_mw),
        *_numbers(readings.received_us - _POSTGRES_EPOCH_US),
        *_numbers(readings.sequence, readings.sequence != NONE),
        *_numbers(readings.import_uj, readings.import_uj != NONE),
        *_numbers(readings.export_uj, readings.export_uj != NONE),
    ]
    rows = np.concatenate([part for part, _ in parts], axis=1)
    present = np.concatenate([there for _, there in parts], axis=1)
    return b"".join([_SIGNATURE, rows[present].tobytes(), _END])


async def in_one_piece(data: bytes) -> AsyncIterator[bytes]:
    """As asyncpg takes it."""
    yield data


def _numbers(values: Integers, known: Present | None = None) -> list[tuple[Bytes, Present]]:
    """Numbers of 64 bits, and timestamps."""
    there = np.ones(len(values), dtype=np.bool_) if known is None else known
    data = values.astype(">i8").view(np.uint8).reshape(len(values), -1)
    return _column(data, np.where(there, data.shape[1], _NULL))


def _uuids(ids: Sequence[UUID], which: Integers) -> list[tuple[Bytes, Present]]:
    raw = b"".join([value.bytes for value in ids] + [bytes(_UUID_BYTES)])  # the last one's is NONE
    data = np.frombuffer(raw, dtype=np.uint8).reshape(-1, _UUID_BYTES)[which]
    return _column(data, np.where(which == NONE, _NULL, _UUID_BYTES))


def _texts(texts: Sequence[str], which: Integers) -> list[tuple[Bytes, Present]]:
    encoded = [text.encode() for text in texts]
    lengths = np.array([len(text) for text in encoded], dtype=np.int64)
    padded: NDArray[Any] = np.array(encoded, dtype=np.bytes_)
    data = padded.view(np.uint8).reshape(len(encoded), -1)[which]
    return _column(data, lengths[which])


def _column(data: Bytes, lengths: Integers) -> list[tuple[Bytes, Present]]:
    """`data`: shape (n, at most so many bytes). `lengths`: how many are there; _NULL for none."""
    length = lengths.astype(">i4").view(np.uint8).reshape(len(lengths), -1)
    there = np.arange(data.shape[1]) < lengths[:, None]
    return [(length, np.ones(length.shape, dtype=np.bool_)), (data, there)]
