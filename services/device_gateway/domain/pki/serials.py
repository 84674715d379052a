"""Serial numbers of certificates."""

import re
from typing import Final

LARGEST: Final = 2**159 - 1
"""RFC 5280: positive, at most 20 bytes; the uppermost bit would make it negative."""

_TEXT: Final = re.compile(r"[1-9a-f][0-9a-f]{0,39}")


def checked(serial: int) -> int:
    """The number itself. Raises ValueError when no certificate may have it."""
    if not 0 < serial <= LARGEST:
        raise ValueError("a serial number is positive and has at most 159 bits")
    return serial


def serial_text(serial: int) -> str:
    """As devices and the database write it: hexadecimal, lower case, without leading zeros."""
    return f"{checked(serial):x}"


def read_serial(text: str) -> int:
    """The number. Raises ValueError for what `serial_text` does not write."""
    if _TEXT.fullmatch(text) is None:
        raise ValueError(f"not a serial number: {text[:64]!r}")
    return checked(int(text, 16))
