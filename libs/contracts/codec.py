"""JSON on the bus: one encoder, and one typed decoder per event union."""

from datetime import UTC, datetime
from typing import Any, Final, Generic, TypeVar

import msgspec

_EventT = TypeVar("_EventT")
_ENCODER: Final = msgspec.json.Encoder()


class MalformedEventError(ValueError):
    """The bytes are not an event of the expected type."""


def encode(event: msgspec.Struct) -> bytes:
    """The event as JSON bytes; aware datetimes become RFC 3339 in UTC."""
    return _ENCODER.encode(event)


class EventDecoder(Generic[_EventT]):
    """Decodes one event type or a tagged union of them.

    >>> from libs.contracts.v1.reading import ReadingReceived
    >>> decoder = EventDecoder[ReadingReceived](ReadingReceived)
    """

    def __init__(self, event_type: Any) -> None:
        self._decoder = msgspec.json.Decoder(event_type)

    def decode(self, data: bytes) -> _EventT:
        """The event. Raises MalformedEventError when the bytes do not fit the type."""
        try:
            event: _EventT = self._decoder.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise MalformedEventError(str(error)) from error
        return event


def utc(moment: datetime) -> datetime:
    """The same instant in UTC. Raises ValueError for a naive datetime."""
    if moment.tzinfo is None:
        raise ValueError("a time without a zone is not an instant")
    return moment.astimezone(UTC)
