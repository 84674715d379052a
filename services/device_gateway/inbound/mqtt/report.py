"""What a device reports, as the rooms' handlers are given it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

import msgspec

from services.device_gateway.inbound.mqtt.receiver import Note

_MessageT = TypeVar("_MessageT")


@dataclass(frozen=True, slots=True)
class Report:
    """A message on `report/{sender}/{kind}`, or on `provision/{sender}/{session}/{kind}`.

    `sender` is what the broker's access rule binds to the certificate: a device's id, or a claim's.
    """

    sender: str
    kind: str
    payload: bytes
    received_at: datetime
    session: str = ""


class ReportHandler(Protocol):
    """One room's answer to one kind of report."""

    async def __call__(self, report: Report) -> Sequence[Note]:
        """Return, with notes for the device, when the decision is committed.

        Raises MalformedReportError, and a database's transient errors as they are: then the same
        report is given again.
        """
        ...


class MalformedReportError(Exception):
    """The payload is none of its kind."""


def readable(text: str) -> str:
    """What a device wrote for people, without NUL, which Postgres cannot keep."""
    return text.replace("\x00", "")


class PayloadDecoder(Generic[_MessageT]):
    """Decodes one kind of payload."""

    def __init__(self, kind: type[_MessageT]) -> None:
        self._decoder = msgspec.json.Decoder(kind)

    def decode(self, payload: bytes) -> _MessageT:
        """The message. Raises MalformedReportError."""
        try:
            return self._decoder.decode(payload)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise MalformedReportError(str(error)[:200]) from error
