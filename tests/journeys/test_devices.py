"""What a device does with the system away: it keeps what it measured, and sends it later."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from devstack.devices.fleet import Fleet
from devstack.devices.settings import FleetSettings
from devstack.people.person import Person
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.fault_proxy import fault_proxy
from tests.journeys.fitting import a_working_home
from tests.village import a_flat

pytestmark = pytest.mark.asyncio(loop_scope="session")
_SOON: Final = FleetSettings(
    reconnect_first_s=0.05, reconnect_longest_s=0.1, resend_after_s=0.5, check_every_s=0.05
)
_MINUTES_WH: Final = sum(100 + number for number in range(1, 10)) / 60
"""The first reading only says since when; each other is of the minute before it."""


async def test_what_could_not_be_sent_is_sent_later(stack: Stack, olga: Person) -> None:
    """Use case "Send measurements"; use case "Send measurements", cannot send (FR10.2)."""
    home = await a_working_home(stack, olga, a_flat())
    newest = datetime.now(UTC).replace(microsecond=0)
    stamps = [newest - timedelta(minutes=minutes) for minutes in range(9, -1, -1)]
    async with (
        fault_proxy(stack.mqtt.host, stack.mqtt.port) as network,
        Fleet(replace(stack.mqtt, port=network.port), [home.device_id], settings=_SOON) as fleet,
    ):
        for number, stamp in enumerate(stamps):
            if number == 3:
                await fleet.drained(timeout_s=20)
                network.refuse()
                await eventually(lambda: fleet.tally().connected == 0)
            fleet.measure(home.device_id, int(stamp.timestamp() * 1000), 100.0 + number)
        assert fleet.pending(home.device_id) == 7, "kept, and known to be kept"
        network.refuse(False)
        await fleet.drained(timeout_s=20)

    async def is_counted() -> bool:
        energy = await olga.energy.facility(home.facility_id)
        return (energy.as_of, energy.consumed_last_day_wh) == (newest, _MINUTES_WH)

    await eventually(is_counted)
