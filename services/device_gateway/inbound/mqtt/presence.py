"""Statuses and last wills from MQTT."""

from collections.abc import Sequence
from typing import Final

from libs.contracts.mqtt.readings import LARGEST_SEQUENCE
from libs.contracts.mqtt.status import StatusReported
from services.device_gateway.domain.presence.presence import Condition, Decision, Status
from services.device_gateway.inbound.mqtt.receiver import Note
from services.device_gateway.inbound.mqtt.report import (
    MalformedReportError,
    PayloadDecoder,
    Report,
)
from services.device_gateway.metrics import presence as metrics
from services.device_gateway.usecases.presence.receive_status import ReceiveStatus

_DECODER: Final = PayloadDecoder(StatusReported)


class StatusHandler:
    """Decodes, calls the use case, counts."""

    def __init__(self, receive_status: ReceiveStatus) -> None:
        self._receive_status = receive_status

    async def __call__(self, report: Report) -> Sequence[Note]:
        """Return when the decision is committed. Raises MalformedReportError."""
        status = status_of(report.payload)
        decision = await self._receive_status(report.sender, status, report.received_at)
        _count(status, decision)
        return ()


def status_of(payload: bytes) -> Status:
    """The status a payload tells. Raises MalformedReportError."""
    said = _DECODER.decode(payload)
    return Status(
        is_will=said.state == "offline",
        connection=said.connection,
        condition=Condition(
            cadence_s=said.cadence_s,
            firmware=_storable(said.firmware),
            hardware=_storable(said.hardware),
            rssi_dbm=said.rssi_dbm,
            uptime_s=_bounded(said.uptime_s),
            buffered=_bounded(said.buffered),
            buffer_capacity=_bounded(said.buffer_capacity),
            oldest_sequence=said.oldest_sequence,
            newest_sequence=said.newest_sequence,
            clock_offset_ms=_bounded(said.clock_offset_ms),
            configuration_version=_bounded(said.configuration_version),
            certificate_serial=said.certificate_serial,
        ),
        faults=frozenset(said.faults),
    )


def _count(status: Status, decision: Decision) -> None:
    kind = "late" if decision.is_ignored else "will" if status.is_will else "status"
    metrics.STATUSES.labels(kind).inc()
    for transition in decision.transitions:
        metrics.TRANSITIONS.labels(transition.change).inc()


def _bounded(number: int | None) -> int | None:
    """An absurd figure is still a figure; the rest of the status counts."""
    return None if number is None else max(-LARGEST_SEQUENCE, min(number, LARGEST_SEQUENCE))


def _storable(text: str | None) -> str | None:
    if text is not None and "\x00" in text:
        raise MalformedReportError("text contains NUL")
    return text
