"""Requests to send readings again, as notes on `device/{deviceId}/resend`."""

from collections.abc import Sequence

import msgspec

from libs.contracts.mqtt import topics
from libs.contracts.mqtt.readings import ReadingsMissing, SequenceRange
from services.device_gateway.domain.readings.sequences import NumberSet
from services.device_gateway.ports.notes import NoteSender

_ENCODER = msgspec.json.Encoder()


class ResendNotes:
    """Fulfils MissingReadings."""

    def __init__(self, notes: NoteSender) -> None:
        self._notes = notes

    def ask(self, requests: Sequence[tuple[str, NumberSet]]) -> None:
        """One note a device."""
        self._notes.send(
            [
                (topics.to_device(device_id, topics.RESEND), _ENCODER.encode(_missing(numbers)))
                for device_id, numbers in requests
            ]
        )


def _missing(numbers: NumberSet) -> ReadingsMissing:
    return ReadingsMissing(
        ranges=[SequenceRange(first=span.first, last=span.last) for span in numbers.spans]
    )
