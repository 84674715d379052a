"""Facilities whose devices the whole system knows."""

from datetime import datetime
from typing import Final

from devstack.people.person import Person
from devstack.people.registry import NewFacility
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from tests.journeys.counters import rejected
from tests.journeys.meter import meter
from tests.village import Home, a_home

_PROBE: Final = b"{}"
_KNOWN, _UNKNOWN = "missing_field", "unknown_device"


async def a_working_home(
    stack: Stack, owner: Person, facility: NewFacility, *, since: datetime | None = None
) -> Home:
    """A facility with a device that the gateway knows already; since when as in a_home.

    The registry's news travels on its own; a device that comes before them is told that it is
    unknown. An empty message shows which of the two it is and changes nothing else.
    """
    home = await a_home(owner, facility, since=since)
    before, sent = await rejected(stack), 0
    async with meter(stack.mqtt, home.device_id) as device:

        async def is_known() -> bool:
            nonlocal sent
            sent += 1
            await device.send(_PROBE)
            await eventually(all_are_counted)
            return (await rejected(stack))[_KNOWN] > before[_KNOWN]

        async def all_are_counted() -> bool:
            now = await rejected(stack)
            return sum(now[reason] - before[reason] for reason in (_KNOWN, _UNKNOWN)) == sent

        await eventually(is_known)
    return home
