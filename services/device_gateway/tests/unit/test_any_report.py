"""Whatever a device reports: no handler fails, and nobody but the sender is answered.

Readings, statuses and provisioning have tests of their own in readings/, presence/ and
identity/; this one sends everything to everybody.
"""

import asyncio
import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from libs.chassis.testing.fakes import FakeClock
from libs.contracts.codec import encode
from libs.contracts.golden_mqtt import MQTT_EXAMPLES
from libs.contracts.mqtt import topics
from services.device_gateway.domain.readings.refusal import Reason
from services.device_gateway.domain.readings.submission import Submission
from services.device_gateway.inbound.mqtt import control, firmware, presence
from services.device_gateway.inbound.mqtt.reports import Desks, ReportsInbox
from services.device_gateway.outbound.control.line import MqttDeviceLine
from services.device_gateway.outbound.control.memory import MemoryControl, RememberedSteps
from services.device_gateway.outbound.presence.memory import MemoryPresences
from services.device_gateway.outbound.readings.memory import DeadLetterList, DeviceRegistry
from services.device_gateway.tests.examples import NOW, facility
from services.device_gateway.tests.unit.firmware.samples import FirmwareRoom
from services.device_gateway.usecases.control.answer_status import AnswerStatus
from services.device_gateway.usecases.control.finish_command import FinishCommand
from services.device_gateway.usecases.control.take_configuration_report import (
    TakeConfigurationReport,
)
from services.device_gateway.usecases.presence.receive_status import ReceiveStatus
from services.device_gateway.usecases.refusals import Refusals

_SENDERS = ("meter-1", "meter-2")
_KINDS = (topics.STATUS, topics.CONFIGURATION, topics.COMMAND, topics.FIRMWARE)
_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["online", "offline", "\x00", "confirmed", "done", "2026-06-21T10:00:00Z"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


class World:
    """All rooms on their twins."""

    def __init__(self) -> None:
        clock, registry = FakeClock(NOW), DeviceRegistry()
        registry.put(facility(*_SENDERS, k=25.0))
        self.topics: list[str] = []
        self.letters = DeadLetterList()
        store, room = MemoryControl(), FirmwareRoom()
        line = MqttDeviceLine(self)
        self.inbox = ReportsInbox(
            Desks(
                reports={
                    topics.STATUS: [
                        presence.StatusHandler(ReceiveStatus(MemoryPresences())),
                        control.StatusHandler(AnswerStatus(store, line, registry, clock)),
                        firmware.StatusHandler(room.follow_status, lambda _: ("", b"")),
                    ],
                    topics.CONFIGURATION: [
                        control.ConfigurationHandler(TakeConfigurationReport(store, line, clock))
                    ],
                    topics.COMMAND: [
                        control.CommandHandler(FinishCommand(store, RememberedSteps(), clock))
                    ],
                    topics.FIRMWARE: [firmware.ProgressHandler(room.record_progress)],
                },
                provisioning={},
            ),
            admit=lambda _report: None,
            refusals=Refusals(self.letters, clock, burst=1_000),
            chance=lambda: 0.0,
        )

    def send(self, notes: object) -> None:
        assert isinstance(notes, list)
        self.topics += [topic for topic, _ in notes]


@st.composite
def _payloads(draw: st.DrawFn) -> bytes:
    """Bytes, or a message of the contract with some fields changed or gone."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=100))
    body: dict[str, Any] = json.loads(encode(draw(st.sampled_from(MQTT_EXAMPLES))))
    for name in draw(st.lists(st.sampled_from(sorted(body)), max_size=3)):
        if draw(st.booleans()):
            body.pop(name, None)
        else:
            body[name] = draw(_VALUES)
    return json.dumps(body).encode()


@given(st.lists(st.tuples(st.sampled_from(_KINDS), _payloads()), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_report_makes_a_fault_or_speaks_to_others(reports: list[tuple[str, bytes]]) -> None:
    world = World()
    submissions = [
        Submission(topics.report("meter-1", kind), body, len(body), NOW) for kind, body in reports
    ]
    asyncio.run(world.inbox.handle(submissions))
    faults = [
        letter.refusal.detail
        for letter in world.letters.letters
        if letter.refusal.reason is Reason.INTERNAL_ERROR
    ]
    assert faults == []
    assert all(topic.startswith("device/meter-1/") for topic in world.topics)
