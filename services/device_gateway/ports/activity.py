"""What is remembered of each device's readings: when they came, and which of them did."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.device_gateway.domain.readings.activity import Sighting
from services.device_gateway.domain.readings.numbering import Look, Numbering
from services.device_gateway.domain.readings.reading import Reading
from services.device_gateway.domain.readings.sequences import NumberSet


@dataclass(frozen=True, slots=True)
class DeviceActivity:
    """Of one device; a few seconds old where another replica received."""

    last_reading_at: datetime | None
    """The newest time of measurement, by the device's clock."""
    last_received_at: datetime | None
    newest_sequence: int | None
    missing_count: int
    """Numbers below the newest that have not come and are not given up."""


class ActivityRecorder(Protocol):
    """Told of every reading that is kept."""

    def record(self, readings: Sequence[Reading]) -> None:
        """In memory; never waits and never fails."""
        ...


class ActivityStore(Protocol):
    """Where all replicas write down what they saw. Raises its database's transient errors."""

    async def add(self, sightings: Mapping[str, Sighting], *, look_at: datetime) -> None:
        """Join what was seen to what is known, in any order and any number of times.

        Devices with holes are due at `look_at`, those that are due earlier stay so.
        """
        ...

    async def look(
        self, now: datetime, limit: int, decide: Callable[[Numbering], Look]
    ) -> Sequence[tuple[str, Look]]:
        """Look at up to `limit` devices that are due, and keep what is decided of each.

        Does nothing while another replica looks. A device whose row is in use comes later.
        """
        ...

    async def activity_of(self, device_ids: Sequence[str]) -> Mapping[str, DeviceActivity]:
        """Of those devices of which anything came."""
        ...


class MissingReadings(Protocol):
    """Tells a device which readings it is to send again; best effort."""

    def ask(self, requests: Sequence[tuple[str, NumberSet]]) -> None:
        """Device and sequence numbers; never waits and never fails."""
        ...
