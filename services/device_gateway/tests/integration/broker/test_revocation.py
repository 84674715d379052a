"""Who is revoked is refused after the list was read anew, and cut by the gateway (NF11)."""

import asyncio
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import aiomqtt
import pytest
from cryptography.x509.oid import NameOID

from devstack.pytest_servers import NATS_AS_BROKER
from devstack.servers.mosquitto import find_mosquitto
from devstack.servers.process import ServerProcess
from libs.chassis.testing.database import blocking
from libs.chassis.testing.eventually import eventually
from libs.contracts.mqtt import topics
from services.device_gateway.domain.pki.revocation import LIST_LIFE
from services.device_gateway.tests.integration.broker.certificates import Leaf
from services.device_gateway.tests.integration.broker.mosquitto_world import MosquittoWorld
from services.device_gateway.tests.integration.broker.nats_world import NatsWorld
from services.device_gateway.tests.integration.broker.world import World, listening


@dataclass(frozen=True)
class Guarded:
    world: World
    reader: ServerProcess

    def read_lists_anew(self) -> None:
        os.kill(self.reader.pid, signal.SIGHUP)

    async def lets_in(self, leaf: Leaf) -> bool:
        return await asyncio.to_thread(self._lets_in, leaf)

    def _lets_in(self, leaf: Leaf) -> bool:
        name = str(leaf.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)
        return self.world.knock(leaf, name, port=self.world.devices_port) == "accepted"

    async def refuses(self, leaf: Leaf) -> bool:
        return not await self.lets_in(leaf)


@pytest.fixture(scope="module", params=["mosquitto", NATS_AS_BROKER])
def guarded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Guarded]:
    """Brokers of this module's own: here lists end and others are locked out."""
    if request.param == "mosquitto" and find_mosquitto() is None:
        pytest.skip("mosquitto is not installed")
    folder = tmp_path_factory.mktemp("revocation")
    world = MosquittoWorld(folder) if request.param == "mosquitto" else NatsWorld(folder)
    running = {server.name: ServerProcess(server, log=folder / "log") for server in world.servers}
    for process in running.values():
        blocking(process.start())
    yield Guarded(world, running[world.reader_of_lists.name])
    for process in reversed(running.values()):
        blocking(process.stop())


async def test_who_is_revoked_is_cut_and_stays_out(guarded: Guarded) -> None:
    """The list alone does nothing; reading it refuses new connections; the gateway ends the old."""
    world = guarded.world
    good, bad, also_bad = (world.leaf(name) for name in ("good", "bad", "also-bad"))
    own = (topics.readings("bad"), b"still there")
    async with (
        listening(world.gateway(), world.for_gateway) as gateway,
        world.device("bad") as connected,
    ):
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
        listening(world.gateway(), world.for_gateway) as gateway,
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


@pytest.mark.parametrize("guarded", [NATS_AS_BROKER], indirect=True)
async def test_an_unreadable_list_locks_everybody_out(guarded: Guarded) -> None:
    """At NATS's door. mosquitto 2.0.11 lets everybody in, 2.1.2 ends: `keep-crl` checks first."""
    good, revocations = guarded.world.leaf("good"), guarded.world.devices.revocations
    for text in ("nonsense", guarded.world.strangers.revocations.read_text()):
        revocations.write_text(text)
        guarded.read_lists_anew()
        await eventually(lambda: guarded.refuses(good))
        guarded.world.devices.publish()
        guarded.read_lists_anew()
        await eventually(lambda: guarded.lets_in(good))


async def test_an_ended_list_locks_everybody_out(guarded: Guarded) -> None:
    """Why its end is watched."""
    good = guarded.world.leaf("good")
    guarded.world.devices.publish(datetime.now(UTC) - LIST_LIFE - timedelta(hours=1))
    guarded.read_lists_anew()
    await eventually(lambda: guarded.refuses(good))
    guarded.world.devices.publish()
    guarded.read_lists_anew()
    await eventually(lambda: guarded.lets_in(good))
