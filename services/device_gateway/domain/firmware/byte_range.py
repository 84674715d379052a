"""The one range of bytes that a request asks for (RFC 9110, 14)."""

import re
from typing import Final

_ONE_RANGE: Final = re.compile(r"bytes=(\d{0,19})-(\d{0,19})", re.IGNORECASE | re.ASCII)


class UnsatisfiableRangeError(Exception):
    """The range begins behind the last byte."""


def asked_range(header: str | None, size_bytes: int) -> tuple[int, int] | None:
    """First byte and the one after the last; None when the whole is meant.

    Several ranges, and what is no range at all, mean the whole, as the standard allows.
    Raises UnsatisfiableRangeError.
    """
    match = _ONE_RANGE.fullmatch(header.strip()) if header else None
    if match is None:
        return None
    first, last = match[1], match[2]
    if not first:
        return None if not last else _suffix(int(last), size_bytes)
    start = int(first)
    if last and int(last) < start:
        return None
    if start >= size_bytes:
        raise UnsatisfiableRangeError
    return start, min(int(last) + 1, size_bytes) if last else size_bytes


def _suffix(length: int, size_bytes: int) -> tuple[int, int]:
    if length == 0:
        raise UnsatisfiableRangeError
    return max(0, size_bytes - length), size_bytes
