"""A broker that restarts and a gateway that is killed: no device is said to be gone (FR10.4)."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from devstack.servers.mosquitto import find_mosquitto
from devstack.servers.mqtt import MosquittoServer
from devstack.servers.process import ServerProcess
from libs.chassis.bus import Bus
from libs.chassis.testing.eventually import eventually
from libs.contracts.v1.device import DeviceOffline, DeviceOnline
from services.device_gateway.tests.integration.presence.stage import (
    StatusDevice,
    events_of,
    status_device,
    told,
)
from services.device_gateway.tests.integration.stage import (
    Registered,
    Surroundings,
    asked,
    gateway_process,
    gateway_settings,
    register,
    running_gateway,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_mosquitto() is None, reason="mosquitto is not installed"),
]
WATCH = {"watch_every_s": 0.1, "will_grace_s": 0.5}


async def test_a_broker_that_stops_says_goodbye_for_devices_that_come_back(
    around: Surroundings, bus: Bus, device_id: str, tmp_path: Path
) -> None:
    """mosquitto sends every client's last will when it is stopped, and we read them afterwards."""
    devices = [f"{device_id}-{number}" for number in range(4)]
    await register(bus, Registered(devices))
    server = MosquittoServer(tmp_path / "mosquitto")
    async with (
        ServerProcess(server, log=tmp_path / "log") as process,
        AsyncExitStack() as sockets,
        running_gateway(server.broker, around, **WATCH, return_grace_s=4) as counted,
    ):
        await _all_speak(sockets, server, devices, 1)
        for device in devices:
            await told(bus, device, DeviceOnline)

        await process.stop()
        await process.start()
        await eventually(lambda: counted.value("statuses_total", kind="will") >= 4)
        await _all_speak(sockets, server, devices[1:], 2)

        # The one that does not come back is gone when the time to return is over.
        await told(bus, devices[0], DeviceOnline, DeviceOffline)
        for device in devices[1:]:
            assert len(await events_of(bus, device)) == 1


async def test_a_gateway_that_is_killed_finds_everybody_as_they_were(
    around: Surroundings, bus: Bus, device_id: str, tmp_path: Path
) -> None:
    devices = [f"{device_id}-{number}" for number in range(4)]
    await register(bus, Registered(devices))
    server = MosquittoServer(tmp_path / "mosquitto")
    settings = gateway_settings(server.broker, around, **WATCH)
    async with (
        ServerProcess(server, log=tmp_path / "log"),
        gateway_process(settings, tmp_path / "gateway.log") as gateway,
        AsyncExitStack() as sockets,
    ):
        await _all_speak(sockets, server, devices, 1)
        for device in devices:
            await told(bus, device, DeviceOnline)
        await gateway.kill()
        await gateway.start()

        async def listens() -> bool:
            page = (await asked(settings, "/metrics")).text
            return "meriggio_device_gateway_listening 1.0\n" in page

        await eventually(listens)
        await _all_speak(sockets, server, devices, 2)
        for device in devices:
            assert len(await events_of(bus, device)) == 1


async def _all_speak(
    sockets: AsyncExitStack, server: MosquittoServer, devices: list[str], connection: int
) -> list[StatusDevice]:
    connected = [
        await sockets.enter_async_context(status_device(server.broker, device, connection))
        for device in devices
    ]
    await asyncio.gather(*(device.say() for device in connected))
    return connected
