"""What devices say of their firmware: the status, and the progress of an update."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

from libs.contracts.mqtt.firmware import FirmwareProgressed
from libs.contracts.mqtt.status import StatusReported
from services.device_gateway.domain.firmware.target import Phase, Progress
from services.device_gateway.inbound.mqtt.receiver import Note
from services.device_gateway.inbound.mqtt.report import PayloadDecoder, Report, readable
from services.device_gateway.metrics import firmware as metrics
from services.device_gateway.ports.firmware import Offer
from services.device_gateway.usecases.firmware.follow_status import FollowStatus, Status
from services.device_gateway.usecases.firmware.record_progress import RecordProgress

_LONGEST_UPTIME_S: Final = 100 * 365 * 86_400
_STATUS: Final = PayloadDecoder(StatusReported)
_PROGRESS: Final = PayloadDecoder(FirmwareProgressed)


class StatusHandler:
    """Offers the device its update, on every status until it has ended."""

    def __init__(self, follow_status: FollowStatus, write: Callable[[Offer], Note]) -> None:
        self._follow_status = follow_status
        self._write = write

    async def __call__(self, report: Report) -> Sequence[Note]:
        """Raises MalformedReportError."""
        said = _STATUS.decode(report.payload)
        uptime_s = said.uptime_s
        started_at = (
            None
            if uptime_s is None or uptime_s > _LONGEST_UPTIME_S
            else report.received_at - timedelta(seconds=uptime_s)
        )
        offer = await self._follow_status(
            Status(
                device_id=report.sender,
                online=said.state == "online",
                connection=said.connection,
                hardware=said.hardware and readable(said.hardware),
                version=said.firmware and readable(said.firmware),
                started_at=started_at,
            )
        )
        return () if offer is None else [self._write(offer)]


class ProgressHandler:
    """Writes down how far an update is; the device needs no answer."""

    def __init__(self, record_progress: RecordProgress) -> None:
        self._record_progress = record_progress

    async def __call__(self, report: Report) -> Sequence[Note]:
        """Raises MalformedReportError."""
        said = _PROGRESS.decode(report.payload)
        known = await self._record_progress(
            report.sender,
            said.update_id,
            Progress(
                phase=Phase(said.phase),
                percent=said.percent,
                detail=readable(said.detail),
            ),
            received_at=report.received_at,
        )
        metrics.PROGRESS.labels(said.phase if known else "unknown").inc()
        return ()
