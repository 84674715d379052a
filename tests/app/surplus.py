"""A member's home in a community that is told of its surplus, and the surplus (FR4.1)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from devstack.people.person import People
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from tests.app.members import a_proving_user
from tests.journeys.fitting import a_working_home
from tests.journeys.meter import meter
from tests.village import Home, a_community, a_roof, a_village

BEGAN: Final = timedelta(minutes=15)
"""So long ago the surplus began, that it has lasted long enough by now."""
SURPLUS_W: Final = (-3_000.0,) * 4
"""A reading a minute."""


async def a_members_home(stack: Stack, people: People, name: str) -> Home:
    """In a community that tells of two minutes of surplus, at whatever hour."""
    member, rita = [await a_proving_user(people, each) for each in (name, "Rita")]
    home = await a_working_home(stack, member, a_roof(f"Casa {name}"))
    await a_village(rita, a_community(), [home])
    return home


async def measure(
    stack: Stack, home: Home, began: datetime, powers_w: Sequence[float], *, until_told: int
) -> None:
    """A reading a minute, until the member has been told so many times."""
    async with meter(stack.mqtt, home.device_id) as device:

        async def is_told_of_it() -> bool:
            # Readings from before the registry's news arrived counted for nobody.
            for minute, power_w in enumerate(powers_w):
                await device.measure(power_w, began + timedelta(minutes=minute))
            return len(await home.owner.engagement.notifications()) == until_told

        await eventually(is_told_of_it, interval_s=0.5)
