"""A device's status says which readings it has: those are asked for, and no older ones."""

from collections.abc import Sequence

from libs.contracts.mqtt.status import StatusReported
from services.device_gateway.inbound.mqtt.receiver import Note
from services.device_gateway.inbound.mqtt.report import PayloadDecoder, Report
from services.device_gateway.usecases.readings.activity_log import ActivityLog

_DECODER = PayloadDecoder[StatusReported](StatusReported)


class HeldReadings:
    """A ReportHandler of the kind `status`; in memory, so it waits for no database."""

    def __init__(self, activity: ActivityLog) -> None:
        self._activity = activity

    async def __call__(self, report: Report) -> Sequence[Note]:
        """Remember what the device has. Raises MalformedReportError."""
        status = _DECODER.decode(report.payload)
        if status.state == "online" and (
            status.oldest_sequence is not None or status.newest_sequence is not None
        ):
            self._activity.device_states(
                report.sender,
                oldest_held=status.oldest_sequence,
                newest_made=status.newest_sequence,
                at=report.received_at,
            )
        return ()
