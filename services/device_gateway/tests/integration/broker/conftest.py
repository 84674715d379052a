from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path

import pytest

from devstack.pytest_servers import _running
from devstack.servers.mqtt import MosquittoServer, find_mosquitto
from devstack.servers.nats import MqttListener, NatsServer
from devstack.servers.nats_door import NatsDoor
from devstack.servers.ports import free_port
from libs.contracts.mqtt import topics
from services.device_gateway.tests.integration.broker.world import (
    Ear,
    OpenField,
    World,
    listening,
)


@pytest.fixture(scope="session")
def world(servers_folder: Path) -> Iterator[World]:
    """Both brokers, running; every test takes clients of its own."""
    if find_mosquitto() is None:
        pytest.skip("mosquitto is not installed")
    folder = servers_folder / "guarded"
    folder.mkdir()
    made = World(folder)
    with ExitStack() as running:
        for server in made.mosquittos:
            running.enter_context(_running(server, folder))
        yield made


@pytest.fixture(scope="session")
def open_mosquitto(servers_folder: Path) -> Iterator[OpenField]:
    """The demo's listener."""
    if find_mosquitto() is None:
        pytest.skip("mosquitto is not installed")
    folder = servers_folder / "open"
    folder.mkdir()
    with _running(MosquittoServer(folder / "mosquitto"), folder) as server:
        yield OpenField(server.broker)


@pytest.fixture(scope="session")
def open_nats(servers_folder: Path) -> Iterator[OpenField]:
    """The demo's listener where there is no mosquitto."""
    folder = servers_folder / "open-nats"
    folder.mkdir()
    listener = MqttListener(port=free_port(), gateway_password="only the gateway knows")
    server = NatsServer(folder / "nats", durable=False, mqtt=listener)
    with _running(server, folder), _running(NatsDoor(server), folder):
        assert server.broker is not None
        yield OpenField(server.broker)


@pytest.fixture
async def connections() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as stack:
        yield stack


@pytest.fixture
async def gateway(world: World, connections: AsyncExitStack) -> Ear:
    """Listens to all it may hear."""
    return await connections.enter_async_context(listening(world.gateway(), ["#"]))


@pytest.fixture
async def victim(world: World, connections: AsyncExitStack) -> Ear:
    """The honest device `victim`."""
    return await connections.enter_async_context(
        listening(world.device("victim"), [topics.all_to_device("victim")])
    )
