"""How a device is, and what happened to it, for a user of the facility it measures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from libs.chassis.clock import Clock
from libs.chassis.errors import DeviceNotFoundError
from services.device_gateway.domain.presence.fleet import DeviceOverview, RecordedTransition
from services.device_gateway.domain.presence.presence import Presence
from services.device_gateway.ports.presence import DeviceSites, FleetView


@dataclass(frozen=True, slots=True)
class History:
    """A page of transitions; `last_position` of the page, None when nothing follows."""

    shown: Sequence[RecordedTransition]
    last_position: int | None


class ReadDevice:
    """Answers about one device."""

    def __init__(self, fleet: FleetView, sites: DeviceSites, clock: Clock) -> None:
        self._fleet = fleet
        self._sites = sites
        self._clock = clock

    async def status(self, device_id: str) -> Presence:
        """How it is; never heard when nobody has told us of it."""
        known = await self._fleet.device(device_id)
        return Presence(device_id=device_id) if known is None else known.presence

    async def overview(self, device_id: str) -> DeviceOverview:
        """All we know of it. Raises DeviceNotFoundError for one nobody told us of.

        The registry itself is asked where it measures: what is written beside the presences
        follows it by some seconds.
        """
        known = await self._fleet.device(device_id)
        if known is None:
            if self._sites.of(device_id) is None:
                raise DeviceNotFoundError(f"nobody told us of the device {device_id[:64]!r}")
            known = DeviceOverview(presence=Presence(device_id=device_id))
        return replace(known, facility_id=self._sites.facility_at(device_id, self._clock.now()))

    async def history(self, device_id: str, before: int | None, *, limit: int) -> History:
        """What happened to it, the newest first.

        What happened while it measured another facility is its people's affair and left out, so a
        page may show less than `limit` though more follows.
        """
        found = await self._fleet.transitions(device_id, before, limit=limit + 1)
        here = self._sites.facility_at(device_id, self._clock.now())
        shown = [
            each
            for each in found[:limit]
            if self._sites.facility_at(device_id, each.transition.occurred_at) == here
        ]
        return History(shown, found[limit - 1].position if len(found) > limit else None)
