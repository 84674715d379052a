"""Readings from MQTT: one use case a batch, then the devices are told what became of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from libs.chassis.clock import Clock
from libs.contracts.mqtt import topics
from services.device_gateway.domain.readings.submission import Submission
from services.device_gateway.inbound.mqtt.reading_payload import (
    encode_acknowledgement,
    encode_time,
)
from services.device_gateway.inbound.mqtt.receiver import Note
from services.device_gateway.inbound.reading_outcomes import count_outcomes
from services.device_gateway.inbound.traces import offered_traces
from services.device_gateway.metrics import readings as metrics
from services.device_gateway.usecases.readings.receive_readings import Receipt, ReceiveReadings

TOPICS: Final = (topics.READINGS_OF_ALL, topics.BARE_READINGS)
"""The bare topic too where it is refused: its senders get a reason, not silence."""
_NUMBERS_IN_A_NOTE: Final = 1_000


class ReadingsHandler:
    """Calls the use case, counts, and writes the acknowledgements."""

    def __init__(self, receive_readings: ReceiveReadings, clock: Clock) -> None:
        self._receive_readings = receive_readings
        self._clock = clock

    async def handle(self, submissions: Sequence[Submission]) -> list[Note]:
        """Return when the good readings are durable."""
        with offered_traces(submissions):
            receipt = await self._receive_readings.receive(submissions)
        now = self._clock.now()
        metrics.RECEIVED.inc(len(submissions))
        count_outcomes(receipt.kept, receipt.refused, now)
        return _notes(receipt, now)


def _notes(receipt: Receipt, now: datetime) -> list[Note]:
    """Per device what is durable now and what is refused; one note but for very many numbers."""
    refused_numbers = receipt.refused_numbers
    kept: defaultdict[str, list[int]] = defaultdict(list)
    for reading in receipt.kept:
        if reading.sequence is not None:
            kept[reading.device_id].append(reading.sequence)
    time_json = encode_time(now)
    notes: list[Note] = []
    for device_id, numbers in kept.items():
        refused = refused_numbers.pop(device_id, ()) if refused_numbers else ()
        if not refused and len(numbers) <= _NUMBERS_IN_A_NOTE:
            topic = topics.to_device(device_id, topics.ACKNOWLEDGEMENT)
            notes.append((topic, encode_acknowledgement(numbers, (), time_json)))
        else:
            notes += _notes_to(device_id, numbers, refused, time_json)
    for device_id, refused in refused_numbers.items():
        notes += _notes_to(device_id, [], refused, time_json)
    return notes


def _notes_to(
    device_id: str,
    kept: list[int],
    refused: Sequence[tuple[int, str]],
    time_json: bytes,
) -> Iterator[Note]:
    """A number that was kept once is acknowledged, whatever else came under it."""
    durable = set(kept)
    told = [(number, reason) for number, reason in refused if number not in durable]
    topic = topics.to_device(device_id, topics.ACKNOWLEDGEMENT)
    for start in range(0, max(len(kept), len(told)), _NUMBERS_IN_A_NOTE):
        part = slice(start, start + _NUMBERS_IN_A_NOTE)
        yield topic, encode_acknowledgement(kept[part], told[part], time_json)
