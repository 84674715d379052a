"""A year of readings as COPY's binary format has them: arrays, millions of rows a second."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.communities import Member
from benchmarks.energy_books.plan import DEVICE_ID_BYTES, YEAR, has_plant

HEADER: Final = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TRAILER: Final = b"\xff\xff"
COLUMNS: Final = (
    "device_id", "measured_at", "facility_id", "power_mw", "received_at", "sequence",
    "import_uj", "export_uj",
)  # fmt: skip
_ROW: Final = np.dtype(
    [
        ("columns", ">i2"),
        ("device_bytes", ">i4"),
        ("device", f"S{DEVICE_ID_BYTES}"),
        ("measured_bytes", ">i4"),
        ("measured_us", ">i8"),
        ("facility_bytes", ">i4"),
        ("facility", "V16"),
        ("power_bytes", ">i4"),
        ("power_mw", ">i8"),
        ("received_bytes", ">i4"),
        ("received_us", ">i8"),
        ("sequence_bytes", ">i4"),
        ("import_bytes", ">i4"),
        ("export_bytes", ">i4"),
    ]
)
_NULL: Final = -1
_POSTGRES_EPOCH_S: Final = 946_684_800
_MICRO: Final = 1_000_000
_DAY_S: Final = 86_400
_ROWS_AT_ONCE: Final = 200_000


def copied(members: Sequence[Member], ticks: range, interval_s: int) -> Iterator[bytes]:
    """Pieces of one COPY: the readings of these ticks, in the order in which they would come."""
    yield HEADER
    at_once = max(1, _ROWS_AT_ONCE // len(members))
    template = _template(members)
    for start in range(ticks.start, ticks.stop, at_once):
        some = np.arange(start, min(start + at_once, ticks.stop), dtype=np.int64)
        rows = np.tile(template, len(some))
        seconds = round(YEAR.start.timestamp()) - _POSTGRES_EPOCH_S + some * interval_s
        rows["measured_us"] = np.repeat(seconds * _MICRO, len(members))
        rows["received_us"] = rows["measured_us"]
        rows["power_mw"] = powers_mw(len(members), some, interval_s).ravel()
        yield rows.tobytes()
    yield TRAILER


def powers_mw(members: int, ticks: NDArray[np.int64], interval_s: int) -> NDArray[np.int64]:
    """Mean powers, shape (ticks, members): households, every fifth with sun on its roof."""
    indexes = np.arange(members, dtype=np.int64)[None, :]
    ticks = ticks[:, None]
    used = 200_000 + 37_000 * (indexes % 17) + (indexes * 7_919 + ticks * 104_729) % 300_000
    day = (ticks * interval_s % _DAY_S) / _DAY_S
    sun = np.maximum(0.0, np.sin((day - 0.25) * 2 * np.pi))
    plants = np.array([has_plant(index) for index in range(members)], dtype=np.int64)[None, :]
    net: NDArray[np.int64] = used - (plants * (sun * 6_000_000)).astype(np.int64)
    return net


def _template(members: Sequence[Member]) -> NDArray[Any]:
    rows = np.zeros(len(members), dtype=_ROW)
    rows["columns"] = len(COLUMNS)
    rows["device_bytes"] = DEVICE_ID_BYTES
    rows["device"] = [member.device_id.encode() for member in members]
    rows["facility_bytes"] = 16
    rows["facility"] = np.array([np.void(member.facility_id.bytes) for member in members])
    for name in ("measured", "power", "received"):
        rows[f"{name}_bytes"] = 8
    for name in ("sequence", "import", "export"):
        rows[f"{name}_bytes"] = _NULL
    return rows
