"""What must hold of whatever a device writes on its topic; used by Hypothesis and by atheris."""

import json
from typing import Any, Final

import msgspec

from libs.chassis.testing.at_once import at_once
from libs.chassis.testing.fakes import FakeClock
from libs.contracts.mqtt import topics
from libs.contracts.mqtt.readings import MOST_READINGS_IN_A_MESSAGE, ReadingsAcknowledged
from services.device_gateway.domain.readings.reading import Measurement, Misreading
from services.device_gateway.domain.readings.refusal import Reason
from services.device_gateway.domain.readings.submission import Submission
from services.device_gateway.inbound.mqtt.reading_payload import decode_readings
from services.device_gateway.inbound.mqtt.readings import ReadingsHandler
from services.device_gateway.outbound.identity.standings import StandingsProjection
from services.device_gateway.outbound.presence.last_heard import LastHeard
from services.device_gateway.outbound.readings.memory import (
    DeadLetterList,
    DeviceRegistry,
    ReadingList,
)
from services.device_gateway.tests.examples import NOW, activity_log, facility
from services.device_gateway.usecases.readings.intake import Admission, Intake
from services.device_gateway.usecases.readings.receive_readings import Receipt, ReceiveReadings
from services.device_gateway.usecases.refusals import Refusals

SENDER: Final = "meter-1"
OTHER: Final = "meter-2"


class Topic:
    """A gateway without a broker; meter-1 writes, meter-2 is another of its devices.

    On the bare topic anybody speaks for anybody: there both are answered.
    """

    def __init__(self, topic: str = topics.readings(SENDER)) -> None:
        self._topic = topic
        self._senders = {SENDER, OTHER} if topic == topics.BARE_READINGS else {SENDER}
        self._answers = {topics.to_device(each, topics.ACKNOWLEDGEMENT) for each in self._senders}
        clock = FakeClock(NOW)
        devices = DeviceRegistry()
        devices.put(facility(SENDER, OTHER))
        self.readings = ReadingList()
        self.activity = activity_log(clock)
        self.use_case = ReceiveReadings(
            Intake(
                admission=Admission(
                    max_payload_bytes=65_536, allow_bare_topic=True, burst_readings=float("inf")
                ),
                placements=devices,
                standings=StandingsProjection(),
                readings=self.readings,
                activity=self.activity,
            ),
            decode=decode_readings,
            signs_of_life=LastHeard(),
            refusals=Refusals(DeadLetterList(), clock),
        )
        self.handler = ReadingsHandler(self.use_case, clock)

    def check(self, body: bytes) -> Receipt:
        """Raises AssertionError when something that must hold does not."""
        submission = Submission(self._topic, body, len(body), NOW)
        receipt = at_once(self.use_case.receive([submission]))
        assert {reading.device_id for reading in receipt.kept} <= self._senders
        assert len(receipt.kept) + receipt.refused.total() == elements_in(body)
        assert receipt.refused_numbers.keys() <= self._senders
        notes = at_once(self.handler.handle([submission]))
        for topic, payload in notes:
            assert topic in self._answers
            self._check_note(msgspec.json.decode(payload, type=ReadingsAcknowledged), receipt)
        at_once(self.activity.write_down())
        self.readings.kept.clear()
        return receipt

    @staticmethod
    def _check_note(note: ReadingsAcknowledged, receipt: Receipt) -> None:
        kept = {reading.sequence for reading in receipt.kept}
        assert set(note.acknowledged) <= kept
        assert not {told.sequence for told in note.refused} & set(note.acknowledged)
        assert {told.reason for told in note.refused} <= {reason.value for reason in Reason}
        assert note.time == NOW


def elements_in(body: bytes) -> int:
    """How many readings the message has to be accounted for; 1 where it is refused whole."""
    said = decode_readings(body)
    if isinstance(said, Measurement | Misreading):
        return 1
    assert 1 <= len(said) <= MOST_READINGS_IN_A_MESSAGE
    known = _elements_by_another_parser(body)
    assert known in {None, len(said)}
    return len(said)


def _elements_by_another_parser(body: bytes) -> int | None:
    """None where Python's own parser does not say; it also reads NaN."""
    try:
        document: Any = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return len(document) if isinstance(document, list) else None
