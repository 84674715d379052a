"""A device whose system is away keeps what it measured; and what one says of itself arrives."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest

from devstack.devices.fleet import Fleet
from devstack.devices.reporting.nature import nature_of
from devstack.devices.settings import STATUS_EVERY_S, FleetSettings
from devstack.people.connection import Connection
from devstack.people.person import Person
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.fault_proxy import fault_proxy
from tests.journeys.fitting import a_working_home
from tests.village import a_flat, a_workshop

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


async def test_what_is_played_says_how_it_is(stack: Stack, olga: Person) -> None:
    """Its owner reads it, it works by the facility's K, and its last will tells of its end."""
    home = await a_working_home(stack, olga, a_workshop(transformation_constant=25.0))
    nature = nature_of(home.device_id)
    settings = replace(_SOON, status_every_s=STATUS_EVERY_S, cadence_s=10.0)

    async def status_has_come() -> bool:
        status = await asked(olga, f"/device/{home.device_id}/status")
        return (status["state"], status["cadenceS"], status["firmware"], status["rssiDbm"]) == (
            *("online", 10.0),
            *(nature.firmware, nature.rssi_dbm),
        )

    async def works_by_its_constant() -> bool:
        shadow = await asked(olga, f"/device/{home.device_id}/configuration")
        reported = shadow["reported"] or {}
        return bool(shadow["isFollowed"]) and reported.get("transformationConstant") == 25.0

    async def will_has_come() -> bool:
        return await in_the_fleet(stack, home.device_id, "connectionEndedAt") is not None

    async with (
        fault_proxy(stack.mqtt.host, stack.mqtt.port) as network,
        Fleet(replace(stack.mqtt, port=network.port), [home.device_id], settings=settings),
    ):
        await eventually(status_has_come)
        await eventually(works_by_its_constant)
        assert not await will_has_come()
        network.refuse()
        await eventually(will_has_come)


async def asked(person: Person, path: str) -> Any:
    """What the API answers them."""
    return json.loads(await person.account.request("GET", path))


async def in_the_fleet(stack: Stack, device_id: str, name: str) -> Any:
    """What operators are told of the device under that name."""
    async with Connection(stack.url) as connection:
        path = f"/fleet/device/{device_id}"
        return json.loads(await connection.call("GET", path, token=stack.operator_token))[name]
