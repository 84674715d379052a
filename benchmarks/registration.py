"""Communities and their devices become known, as if the user and community services had said so."""

import asyncio
from datetime import UTC, datetime
from typing import Final

from benchmarks.communities import Community, states
from benchmarks.measuring.scrape import Scraper
from libs.chassis.bus import Bus
from libs.chassis.testing.eventually import eventually
from libs.contracts.codec import encode

GATEWAY: Final = "device_gateway"
_KNOWN_WITHIN_S: Final = 30.0


async def register(bus: Bus, scraper: Scraper, communities: tuple[Community, ...]) -> None:
    """Publish their states; return when the gateway and energy know them. Raises TimeoutError."""
    count = sum(len(community.members) for community in communities)
    before = await _known(scraper)
    for subject, event in states(communities, datetime.now(UTC)):
        await bus.publish(subject, encode(event), message_id=subject)
    await eventually(lambda: _all_known(scraper, before, count), timeout_s=_KNOWN_WITHIN_S)


async def _all_known(scraper: Scraper, before: tuple[int, int], device_count: int) -> bool:
    now = await _known(scraper)
    return all(there - was >= device_count for was, there in zip(before, now, strict=True))


async def _known(scraper: Scraper) -> tuple[int, int]:
    """How many devices of facilities the gateway knows, and facilities energy."""
    gateway, energy = await asyncio.gather(scraper.read(GATEWAY), scraper.read("energy"))
    return (
        int(gateway.total("meriggio_device_gateway_devices_known")),
        int(energy.total("meriggio_energy_facilities_known")),
    )
