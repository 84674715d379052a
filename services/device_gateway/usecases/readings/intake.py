"""What every way in has in common: who is known, how much is taken, what counts, where it goes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from services.device_gateway.domain.readings.placement import Placement
from services.device_gateway.domain.readings.reading import (
    Measurement,
    Reading,
    ReadingRules,
    judge,
)
from services.device_gateway.domain.readings.refusal import Reason, Refusal
from services.device_gateway.domain.readings.submission import REVOKED, refuse_stranger
from services.device_gateway.ports.activity import ActivityRecorder
from services.device_gateway.ports.readings import DevicePlacements, ReadingLog
from services.device_gateway.ports.standing import DeviceStandings, Standing
from services.device_gateway.usecases.readings.reading_pace import ReadingPace

NOWHERE: Final[Sequence[Placement]] = ()
TOO_MANY: Final = Refusal(Reason.RATE_LIMITED, "more readings than a device has to send")


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """What may come in at all."""

    max_payload_bytes: int = 4096
    allow_bare_topic: bool = False
    rules: ReadingRules = field(default_factory=ReadingRules)
    burst_readings: float = 100_000
    """Of one device at once."""
    readings_per_s: float = 50
    """Of one device on average."""


class Intake:
    """One a process: readings of a device count together, whichever way they come."""

    def __init__(
        self,
        *,
        admission: Admission,
        placements: DevicePlacements,
        standings: DeviceStandings,
        readings: ReadingLog,
        activity: ActivityRecorder,
    ) -> None:
        self.admission = admission
        self.pace = ReadingPace(burst=admission.burst_readings, per_s=admission.readings_per_s)
        self._placements = placements
        self._standings = standings
        self._readings = readings
        self._activity = activity

    def places_of(self, device_id: str) -> Sequence[Placement] | Refusal:
        """Where the sender measured; nowhere yet if it is provisioned and not associated."""
        standing = self._standings.of(device_id)
        if standing is Standing.REVOKED:
            return REVOKED
        places = self._placements.of(device_id)
        if places is None:
            return refuse_stranger(device_id) if standing is None else NOWHERE
        return places

    def places_of_absent(self, device_id: str) -> Sequence[Placement] | Refusal:
        """The same of a device that others speak of: it is no sight of one to be cut off."""
        return REVOKED if self._standings.is_revoked(device_id) else self.places_of(device_id)

    def judge(
        self, said: Measurement, places: Sequence[Placement], received_at: datetime
    ) -> Reading | Refusal:
        """The reading at its place, K applied, or why it does not count."""
        return judge(said, places, received_at, self.admission.rules)

    async def keep(self, readings: Sequence[Reading]) -> None:
        """Return when they are durable, however long that takes."""
        if readings:
            await self._readings.keep(readings)
            self._activity.record(readings)
