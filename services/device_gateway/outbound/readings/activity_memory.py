"""What is remembered of devices' readings, in memory: the twin of PostgresActivity."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from services.device_gateway.domain.readings.activity import Sighting
from services.device_gateway.domain.readings.numbering import Look, Numbering, missing_numbers
from services.device_gateway.domain.readings.sequences import NumberSet
from services.device_gateway.outbound.readings.device_activity import device_activity
from services.device_gateway.ports.activity import DeviceActivity


@dataclass
class _Row:
    sighting: Sighting
    numbering: Numbering
    look_at: datetime | None = None


class ActivityInMemory:
    """Fulfils ActivityStore for one process."""

    def __init__(self) -> None:
        self._rows: dict[str, _Row] = {}

    async def add(self, sightings: Mapping[str, Sighting], *, look_at: datetime) -> None:
        """Join what was seen to what is known."""
        for device_id, sighting in sightings.items():
            row = self._rows.get(device_id)
            if row is None:
                row = self._rows[device_id] = _Row(Sighting(), _unknown(look_at))
            self._join(row, sighting)
            series = missing_numbers(row.numbering)
            many_series = len(row.numbering.settled.spans) > 1
            if row.look_at is None and (series.count or many_series):
                row.look_at = look_at

    async def look(
        self, now: datetime, limit: int, decide: Callable[[Numbering], Look]
    ) -> Sequence[tuple[str, Look]]:
        """Look at the devices that are due."""
        due = [
            (device_id, row)
            for device_id, row in self._rows.items()
            if row.look_at is not None and row.look_at <= now
        ]
        looks: list[tuple[str, Look]] = []
        for device_id, row in sorted(due, key=lambda found: found[1].look_at or now)[:limit]:
            look = decide(row.numbering)
            row.numbering, row.look_at = look.numbering, look.again_at
            looks.append((device_id, look))
        return looks

    async def activity_of(self, device_ids: Sequence[str]) -> Mapping[str, DeviceActivity]:
        """Of those devices of which anything came."""
        return {
            device_id: device_activity(
                row.sighting.last_reading_at, row.sighting.last_received_at, row.numbering
            )
            for device_id in device_ids
            if (row := self._rows.get(device_id)) is not None
        }

    @staticmethod
    def _join(row: _Row, seen: Sighting) -> None:
        known = row.sighting
        is_later = (
            known.last_received_at is None
            or seen.last_received_at is None
            or seen.last_received_at >= known.last_received_at
        )
        latest = known.latest if seen.latest is None or not is_later else seen.latest
        settled = row.numbering.settled | seen.numbers
        known.and_then(seen)
        known.latest = latest
        heard = [at for at in (known.last_received_at, known.stated_at) if at is not None]
        row.numbering = replace(
            row.numbering,
            settled=settled,
            latest=latest,
            oldest_held=known.oldest_held,
            newest_made=known.newest_made,
            heard_at=max(heard),
        )


def _unknown(at: datetime) -> Numbering:
    return Numbering(
        settled=NumberSet(), latest=None, oldest_held=None, newest_made=None, heard_at=at
    )
