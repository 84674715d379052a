"""What is told of a device's readings, from what is kept of it."""

from datetime import datetime

from services.device_gateway.domain.readings.numbering import (
    Numbering,
    current_series,
    missing_numbers,
    newest_number,
)
from services.device_gateway.ports.activity import DeviceActivity


def device_activity(
    last_reading_at: datetime | None, last_received_at: datetime | None, numbering: Numbering
) -> DeviceActivity:
    """Newest number and missing ones are of the beginning in which the device counts now."""
    series = current_series(numbering)
    return DeviceActivity(
        last_reading_at,
        last_received_at,
        None if series is None else newest_number(numbering, series),
        missing_numbers(numbering).count,
    )
