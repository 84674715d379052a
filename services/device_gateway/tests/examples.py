"""Figures that the tests share."""

from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from libs.chassis.clock import Clock
from services.device_gateway.domain.readings.placement import DeviceUse, Facility, Membership
from services.device_gateway.domain.readings.submission import Submission
from services.device_gateway.metrics import readings as metrics
from services.device_gateway.outbound.readings.activity_memory import ActivityInMemory
from services.device_gateway.ports.activity import ActivityStore
from services.device_gateway.usecases.readings.activity_log import ActivityLog

NOW: Final = datetime(2026, 6, 21, 10, 0, tzinfo=UTC)
LONG_AGO: Final = datetime(2025, 1, 1, tzinfo=UTC)
FACILITY_ID: Final = UUID(int=1)
COMMUNITY_ID: Final = UUID(int=2)


def payload(device_id: str = "meter-1", power_w: object = 412.5, **more: object) -> bytes:
    """The thesis payload, measured at NOW, with further fields as they are on the wire."""
    extra = "".join(f', "{name}": {value}' for name, value in more.items())
    stamp = NOW.isoformat().replace("+00:00", "Z")
    return (
        f'{{"deviceId": "{device_id}", "energyValue": {power_w}, "timestamp": "{stamp}"{extra}}}'
    ).encode()


def submission(body: bytes, topic: str = "energy-data/meter-1") -> Submission:
    return Submission(topic, body, len(body), NOW)


def facility(
    *device_ids: str,
    k: float = 1.0,
    facility_id: UUID = FACILITY_ID,
    version: int = 1,
    roles: tuple[tuple[UUID, str], ...] = (),
) -> Facility:
    """A facility that has had these devices, and belonged to the community, for long."""
    return Facility(
        facility_id=facility_id,
        version=version,
        devices=tuple(DeviceUse(device_id, k, LONG_AGO, None) for device_id in device_ids),
        communities=(Membership(COMMUNITY_ID, LONG_AGO, None),),
        roles=roles,
    )


def activity_log(clock: Clock, store: ActivityStore | None = None) -> ActivityLog:
    """Of any store; by default of one in memory."""
    return ActivityLog(
        store or ActivityInMemory(),
        clock,
        grace=timedelta(seconds=30),
        forgotten=metrics.ACTIVITY_FORGOTTEN,
    )
