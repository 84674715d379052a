"""A day's quarter-hours in few bytes, exactly; a table of days at once.

A day is three rows of integers (see FacilityQuarters.amounts). Each is written as its smallest and
what the others are above it, in as many bytes as the largest of these takes: a plant that is
not there takes none, and time that is known whole none either. Widths (3 x 1 byte), smallest ones
(3 x 8), then the rows; little-endian. A general compressor takes longer and saves little more.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from services.energy.domain.exact import Integers

_KINDS: Final = 3
_INTEGER_BYTES: Final = 8
_HEAD_BYTES: Final = _KINDS + _KINDS * _INTEGER_BYTES
_ROOM: Final = bytes(_INTEGER_BYTES)
"""So that the last integer too can be read as eight bytes."""
_Bytes = NDArray[np.uint8]


def encoded_days(amounts: Integers) -> list[bytes]:
    """Of days of one length; shape (days, 3, quarter-hours)."""
    if not len(amounts):
        return []
    least = amounts.min(axis=2)
    above = (amounts - least[:, :, None]).astype("<u8")
    widths = _widths(above.max(axis=2))
    smallest = least.astype("<i8").view(np.uint8).reshape(len(amounts), -1)
    written = [b""] * len(amounts)
    for chosen, width in _alike(widths):
        columns = [widths[chosen], smallest[chosen]]
        for kind in range(_KINDS):
            bytewise = above[chosen, kind].view(np.uint8).reshape(len(chosen), -1, _INTEGER_BYTES)
            columns.append(bytewise[:, :, : width[kind]].reshape(len(chosen), -1))
        row = np.concatenate(columns, axis=1)
        for index, day in zip(chosen.tolist(), row, strict=True):
            written[index] = day.tobytes()
    return written


def decoded_days(
    written: Sequence[bytes], quarters: int
) -> Iterator[tuple[NDArray[np.intp], int, Integers]]:
    """The inverse, in pieces: some of the days, the row, its integers; shape (days, quarter-hours).

    All days are of so many quarter-hours; rows of nothing but zeros are left out. Raises ValueError
    for anything else than such days.
    """
    if not written:
        return
    heads = np.frombuffer(b"".join(day[:_HEAD_BYTES] for day in written), dtype=np.uint8)
    heads = heads.reshape(len(written), _HEAD_BYTES)
    least = np.ascontiguousarray(heads[:, _KINDS:]).view("<i8")
    for chosen, width in _alike(heads[:, :_KINDS]):
        rows = b"".join([*(written[i] for i in chosen.tolist()), _ROOM])
        row_bytes = _HEAD_BYTES + int(width.sum()) * quarters
        if len(rows) != row_bytes * len(chosen) + _INTEGER_BYTES:
            raise ValueError(f"not {len(chosen)} days of {quarters} quarter-hours")
        place = _HEAD_BYTES
        for kind, kind_width in enumerate(width.tolist()):
            smallest = least[chosen, kind, None]
            shape = (len(chosen), quarters)
            if kind_width:
                above = _widened(rows, shape, (place, row_bytes, kind_width))
                yield chosen, kind, above + smallest
            elif smallest.any():
                yield chosen, kind, np.broadcast_to(smallest, shape)
            place += kind_width * quarters


def _widened(rows: bytes, shape: tuple[int, int], at: tuple[int, int, int]) -> Integers:
    """Integers of fewer bytes than eight, read as eight each, what lies behind cut off."""
    place, row_bytes, width = at
    table: Integers = np.ndarray(shape, "<i8", rows, place, strides=(row_bytes, width))
    if width == _INTEGER_BYTES:
        return table.copy()
    return table & np.int64((1 << 8 * width) - 1)


def _widths(largest: NDArray[np.uint64]) -> _Bytes:
    widths = np.zeros(largest.shape, dtype=np.uint8)
    for below in range(_INTEGER_BYTES):
        widths += largest >= np.uint64(1 << 8 * below)
    return widths


def _alike(widths: _Bytes) -> Iterator[tuple[NDArray[np.intp], _Bytes]]:
    """Which days have the same widths, and these."""
    keys = widths.astype(np.int64) @ np.array([1, 16, 256])
    found, group = np.unique(keys, return_inverse=True)
    for number in range(len(found)):
        chosen = np.flatnonzero(group == number)
        yield chosen, widths[chosen[0]]
