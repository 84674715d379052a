"""Whose reports are heard, and how many of them."""

from typing import Final

from libs.chassis.clock import Clock
from libs.chassis.token_bucket import TokenBucket, full_bucket, take
from services.device_gateway.domain.readings.refusal import Reason, Refusal
from services.device_gateway.inbound.mqtt.report import Report
from services.device_gateway.ports.readings import DevicePlacements
from services.device_gateway.ports.standing import DeviceStandings, Standing

_REVOKED: Final = Refusal(Reason.DEVICE_REVOKED, "the device's certificates are revoked")
_STRANGER: Final = Refusal(Reason.UNKNOWN_DEVICE, "neither provisioned nor of any facility")
_TOO_MANY: Final = Refusal(Reason.RATE_LIMITED, "more reports than a device has to make")
_BUCKETS_KEPT: Final = 100_000
"""Of the devices that reported last; a forgotten one begins with a full bucket."""


class ReportAdmission:
    """Turns away what no handler should see."""

    def __init__(
        self,
        placements: DevicePlacements,
        standings: DeviceStandings,
        clock: Clock,
        *,
        burst: float,
        per_s: float,
    ) -> None:
        self._placements = placements
        self._standings = standings
        self._clock = clock
        self._burst = burst
        self._per_s = per_s
        self._buckets: dict[str, TokenBucket] = {}

    def refuse(self, report: Report) -> Refusal | None:
        """Why the report is not heard; None when it is.

        Provisioning requests have limits of their own, which the device is told.
        """
        if report.session:
            return None
        standing = self._standings.of(report.sender)
        if standing is Standing.REVOKED:
            return _REVOKED
        if standing is None and self._placements.of(report.sender) is None:
            return _STRANGER
        return None if self._has_token(report.sender) else _TOO_MANY

    def _has_token(self, device_id: str) -> bool:
        now_s = self._clock.now().timestamp()
        bucket = self._buckets.pop(device_id, None) or full_bucket(
            capacity=self._burst, per_s=self._per_s, now_s=now_s
        )
        if len(self._buckets) >= _BUCKETS_KEPT:
            del self._buckets[next(iter(self._buckets))]
        self._buckets[device_id], allowed = take(bucket, now_s)
        return allowed
