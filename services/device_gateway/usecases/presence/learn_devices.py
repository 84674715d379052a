"""Devices that the registry or the factory told us of stand in the fleet's lists, heard or not."""

import asyncio
from typing import Final
from uuid import UUID

from libs.chassis.clock import Clock
from services.device_gateway.ports.presence import DeviceSites, PresenceStore

_AT_A_TIME: Final = 1_000
"""Readings pass through the same loop: they do not wait for all devices."""


class LearnDevices:
    """Writes what differs from what it wrote before; all of it the first time."""

    def __init__(self, sites: DeviceSites, presences: PresenceStore, clock: Clock) -> None:
        self._sites = sites
        self._presences = presences
        self._clock = clock
        self._written: dict[str, UUID | None] = {}

    async def __call__(self) -> int:
        """How many devices were written."""
        now, known = self._clock.now(), self._sites.device_ids()
        changed = await self._presences.learn_manufactured()
        for start in range(0, len(known), _AT_A_TIME):
            places = {
                device_id: self._sites.facility_at(device_id, now)
                for device_id in known[start : start + _AT_A_TIME]
            }
            changed += await self._write(places)
            await asyncio.sleep(0)
        # A facility's corrected past may forget a device altogether.
        return changed + await self._write(dict.fromkeys(self._written.keys() - set(known)))

    async def _write(self, places: dict[str, UUID | None]) -> int:
        changed = {
            device_id: facility_id
            for device_id, facility_id in places.items()
            if device_id not in self._written or self._written[device_id] != facility_id
        }
        if changed:
            await self._presences.put_places(changed)
            self._written |= changed
        return len(changed)
