from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, ExitStack, contextmanager
from pathlib import Path

import pytest

from devstack.pytest_servers import NATS_AS_BROKER, _running
from devstack.servers.mosquitto import find_mosquitto
from devstack.servers.mqtt import MosquittoServer
from devstack.servers.nats import MqttListener, NatsServer
from devstack.servers.nats_door import NatsDoor
from devstack.servers.ports import free_port
from libs.contracts.mqtt import topics
from services.device_gateway.tests.integration.broker.mosquitto_world import MosquittoWorld
from services.device_gateway.tests.integration.broker.nats_world import NatsWorld
from services.device_gateway.tests.integration.broker.world import (
    Ear,
    OpenField,
    World,
    listening,
)


@contextmanager
def _running_world(world: World) -> Iterator[World]:
    with ExitStack() as running:
        for server in world.servers:
            running.enter_context(_running(server, world.folder))
        yield world


@pytest.fixture(scope="session")
def guarded_mosquitto(servers_folder: Path) -> Iterator[World]:
    """With certificates, as in production; every test takes clients of its own."""
    if find_mosquitto() is None:
        pytest.skip("mosquitto is not installed")
    folder = servers_folder / "guarded"
    folder.mkdir()
    with _running_world(MosquittoWorld(folder)) as world:
        yield world


@pytest.fixture(scope="session")
def guarded_nats(servers_folder: Path) -> Iterator[World]:
    """With certificates, where there is no mosquitto."""
    folder = servers_folder / "guarded-nats"
    folder.mkdir()
    with _running_world(NatsWorld(folder)) as world:
        yield world


@pytest.fixture(params=["mosquitto", NATS_AS_BROKER])
def world(request: pytest.FixtureRequest) -> World:
    """Each broker, with certificates."""
    chosen: World = request.getfixturevalue(f"guarded_{request.param}")
    return chosen


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
    with _running(server, folder), _running(NatsDoor(folder / "door", server), folder):
        assert server.broker is not None
        yield OpenField(server.broker)


@pytest.fixture
async def connections() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as stack:
        yield stack


@pytest.fixture
async def gateway(world: World, connections: AsyncExitStack) -> Ear:
    """Listens to all it may hear."""
    return await connections.enter_async_context(listening(world.gateway(), world.for_gateway))


@pytest.fixture
async def victim(world: World, connections: AsyncExitStack) -> Ear:
    """The honest device `victim`."""
    return await connections.enter_async_context(
        listening(world.device("victim"), [topics.all_to_device("victim")])
    )
