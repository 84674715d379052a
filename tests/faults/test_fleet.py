"""A hundred devices with certificates; kill -9 of brokers and gateway in each step (NF11, FR10.2).

Provisioned by claim, associated, one revoked, one renewed, all updated in two waves of which one
device's fails. In the end every number that a device gave to a reading is in the books.
"""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest

from devstack.devices.conduct.conduct import ORDERLY, Conduct
from devstack.people.person import people_at
from devstack.servers.mosquitto import find_mosquitto
from devstack.supervisor.stack import Stack
from tests.figures import Figures
from tests.fleet import GATEWAY_IN_A_HURRY, fleet_stage
from tests.fleet_life import FleetLife
from tests.stage import Mqtt, fresh_stack
from tests.village import a_device_id, a_user

_DEVICES: Final = 100
_VICTIMS: Final[dict[Mqtt, Sequence[str]]] = {
    "mosquitto": (
        *("mosquitto", "device_gateway", "mosquitto-claims", "device_gateway", "mosquitto"),
    ),
    "nats": ("nats-devices", "device_gateway", "nats-claims", "nats-door", "nats"),
}
_BEFORE_A_KILL_S: Final = 0.7


# Of a server that dies as it greets nats-py leaves the connection to the garbage collector.
@pytest.mark.filterwarnings("ignore:unclosed <StreamWriter:ResourceWarning")
@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("mqtt", ["mosquitto", "nats"])
async def test_a_fleets_life_with_kills(
    request: pytest.FixtureRequest, tmp_path: Path, figures: Figures, mqtt: Mqtt
) -> None:
    if mqtt == "mosquitto" and find_mosquitto() is None:
        pytest.skip("mosquitto is not installed")
    began_s, options = time.monotonic(), request.config.option
    async with (
        fresh_stack(
            mqtt=mqtt,
            keep=options.keep_state,
            settings={"device_gateway": GATEWAY_IN_A_HURRY},
        ) as stack,
        people_at(stack.url, stack.mail_folder, stack.code_on_label) as people,
    ):
        owner, prefix = await a_user(people, "Olga"), a_device_id()
        stolen, renewed, bad = (f"{prefix}{number:04}" for number in (0, 1, 2))
        async with fleet_stage(
            stack,
            owner,
            tmp_path,
            devices=_DEVICES,
            prefix=prefix,
            conduct=lambda one: Conduct(firmware_fate="rolled_back") if one == bad else ORDERLY,
        ) as stage:
            life = FleetLife(stage, stolen=stolen, renewed=renewed, bad=bad)
            killed = await _with_kills(stack, life, figures, _VICTIMS[mqtt])
    figures.add(f"{len(killed)} times kill -9, {time.monotonic() - began_s:.0f} s")
    assert len(killed) == 5 * len(_VICTIMS[mqtt])


async def _with_kills(
    stack: Stack, life: FleetLife, figures: Figures, victims: Sequence[str]
) -> Sequence[str]:
    """Live through the steps; as each begins, one part after the other is killed."""
    killed: list[str] = []
    killing = asyncio.create_task(_kill(stack, victims, killed))
    try:
        async for step in life.steps():
            figures.add(f"{step} ({len(killed)} kills so far)")
            await killing
            if not life.is_settled:
                killing = asyncio.create_task(_kill(stack, victims, killed))
    finally:
        killing.cancel()
        await asyncio.wait([killing])
    return killed


async def _kill(stack: Stack, victims: Sequence[str], killed: list[str]) -> None:
    for victim in victims:
        await asyncio.sleep(_BEFORE_A_KILL_S)
        part = stack.supervisor.parts[victim]
        await part.wait_until_ready()
        part.kill()
        killed.append(victim)
