"""Readings from MQTT: one use case a batch, then the devices are told what is durable."""

from collections import defaultdict
from collections.abc import Sequence

from libs.chassis.clock import Clock
from libs.contracts.mqtt import topics
from services.device_gateway.domain.readings.reading import Reading
from services.device_gateway.domain.readings.submission import Submission
from services.device_gateway.inbound.mqtt.reading_payload import encode_acknowledgement
from services.device_gateway.inbound.mqtt.receiver import Note
from services.device_gateway.metrics import readings as metrics
from services.device_gateway.usecases.readings.receive_readings import Receipt, ReceiveReadings

TOPICS = (topics.READINGS_OF_ALL, topics.BARE_READINGS)
"""The bare topic too where it is refused: its senders get a reason, not silence."""


class ReadingsHandler:
    """Calls the use case, counts, and writes the acknowledgements."""

    def __init__(self, receive_readings: ReceiveReadings, clock: Clock) -> None:
        self._receive_readings = receive_readings
        self._clock = clock

    async def handle(self, submissions: Sequence[Submission]) -> list[Note]:
        """Return when the good readings are durable."""
        receipt = await self._receive_readings.receive(submissions)
        self._measure(receipt, len(submissions))
        return _notes(receipt.kept)

    def _measure(self, receipt: Receipt, received_count: int) -> None:
        metrics.RECEIVED.inc(received_count)
        metrics.ACCEPTED.inc(len(receipt.kept))
        for reason, count in receipt.refused.items():
            metrics.REJECTED.labels(reason).inc(count)
        now = self._clock.now()
        for reading in receipt.kept:
            waited_s = (now - reading.received_at).total_seconds()
            metrics.RECEIVE_TO_KEPT_SECONDS.observe(waited_s)


def _notes(kept: Sequence[Reading]) -> list[Note]:
    """Per device one note with the sequence numbers that are durable now."""
    sequences: defaultdict[str, list[int]] = defaultdict(list)
    for reading in kept:
        if reading.sequence is not None:
            sequences[reading.device_id].append(reading.sequence)
    return [
        (topics.to_device(device_id, topics.ACKNOWLEDGEMENT), encode_acknowledgement(numbers))
        for device_id, numbers in sequences.items()
    ]
