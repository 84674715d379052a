"""Who is revoked is refused after the list was read anew, and cut by the gateway (NF11)."""

import asyncio
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import aiomqtt
import pytest

from devstack.servers.mqtt import find_mosquitto
from devstack.servers.process import ServerProcess
from libs.chassis.testing.database import blocking
from libs.chassis.testing.eventually import eventually
from libs.contracts.mqtt import topics
from services.device_gateway.domain.pki.revocation import LIST_LIFE
from services.device_gateway.tests.integration.broker.certificates import Leaf
from services.device_gateway.tests.integration.broker.world import World, listening


@dataclass(frozen=True)
class Guarded:
    world: World
    process: ServerProcess

    def read_lists_anew(self) -> None:
        os.kill(self.process.pid, signal.SIGHUP)

    async def lets_in(self, leaf: Leaf) -> bool:
        answer = await asyncio.to_thread(self.world.knock, leaf, port=self.world.devices_port)
        return answer == "accepted"

    async def refuses(self, leaf: Leaf) -> bool:
        return not await self.lets_in(leaf)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    """A main broker of this module's own: here lists end and others are locked out."""
    if find_mosquitto() is None:
        pytest.skip("mosquitto is not installed")
    folder = tmp_path_factory.mktemp("revocation")
    world = World(folder)
    process = ServerProcess(world.mosquittos[0], log=folder / "log")
    blocking(process.start())
    yield Guarded(world, process)
    blocking(process.stop())


async def test_who_is_revoked_is_cut_and_stays_out(guarded: Guarded) -> None:
    """The list alone does nothing; reading it refuses new connections; the gateway ends the old."""
    world = guarded.world
    good, bad, also_bad = (world.leaf(name) for name in ("good", "bad", "also-bad"))
    own = (topics.readings("bad"), b"still there")
    async with listening(world.gateway(), ["#"]) as gateway, world.device("bad") as connected:
        world.devices.revoke(bad.certificate, also_bad.certificate)
        assert await guarded.lets_in(also_bad)
        guarded.read_lists_anew()
        await eventually(lambda: guarded.refuses(also_bad))
        assert await guarded.lets_in(good)
        await connected.publish(*own, qos=1)
        await gateway.has_heard(own)
        async with world.gateway("bad"):
            pass
        with pytest.raises(aiomqtt.MqttError):
            await connected.publish(*own, qos=1, timeout=1)
        assert await guarded.refuses(bad)


async def test_the_rules_hold_after_the_lists_were_read(guarded: Guarded) -> None:
    world = guarded.world
    own = (topics.readings("good"), b"own")
    async with (
        listening(world.gateway(), ["#"]) as gateway,
        listening(world.device("good"), ["#"]) as device,
    ):
        guarded.read_lists_anew()
        await device.client.publish(topics.readings("other"), b"forged", qos=1)
        await device.client.publish(*own, qos=1)
        await gateway.client.publish(topics.to_device("other", topics.COMMAND), b"", qos=1)
        await gateway.has_heard(own)
        assert await device.is_alive()
        assert gateway.heard == [own]
        assert device.heard == []


async def test_an_ended_list_locks_everybody_out(guarded: Guarded) -> None:
    """Why its end is watched."""
    good = guarded.world.leaf("good")
    guarded.world.devices.publish(datetime.now(UTC) - LIST_LIFE - timedelta(hours=1))
    guarded.read_lists_anew()
    await eventually(lambda: guarded.refuses(good))
    guarded.world.devices.publish()
    guarded.read_lists_anew()
    await eventually(lambda: guarded.lets_in(good))
