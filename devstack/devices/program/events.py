"""What a device's program says on its standard output: a JSON object a line."""

from collections.abc import Sequence

import msgspec


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something happened in the device; which members there are depends on `event`."""

    event: str
    at_ms: int
    """By the machine's clock, since 1970."""
    sequence: int | None = None
    """Of `reading`; elsewhere the next one."""
    stamp_ms: int | None = None
    """Of `reading`, as it will be sent; None while the device does not know the time."""
    power_mw: int = 0
    sequences: Sequence[int] = ()
    """Of `sent`, `acknowledged`."""
    refused: Sequence[int] = ()
    """Of `acknowledged`: as the system said it, also what the device will correct."""
    connection: str = msgspec.field(name="as", default="")
    """Of `connected`, `disconnected`, `turned_away`: with the `claim`, or as itself (`device`)."""
    phase: str = ""
    """Of `updated`."""
    pending: int | None = None
    version: str | None = None
    """Of the firmware."""
    by_ms: int | None = None
    """Of `clock`: how wrong it was."""
    why: str = ""


_DECODER = msgspec.json.Decoder(Event)


def decode_event(line: bytes) -> Event | None:
    """None for a line that is no event."""
    try:
        return _DECODER.decode(line)
    except msgspec.DecodeError:
        return None
