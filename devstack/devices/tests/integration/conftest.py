import uuid
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from devstack.devices.tests.integration.field_stage import Field, running_system_of_the_field
from devstack.pytest_servers import NATS_AS_BROKER
from devstack.servers.mosquitto import find_mosquitto
from devstack.servers.mqtt import MosquittoServer, MqttBroker
from devstack.servers.nats import MqttListener, NatsServer
from devstack.servers.nats_door import NatsDoor
from devstack.servers.ports import free_port
from devstack.servers.process import ServerProcess


@pytest.fixture(params=["mosquitto", NATS_AS_BROKER])
async def broker_process(
    request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[ServerProcess]:
    """A broker of the test's own, which it may kill."""
    server: MosquittoServer | NatsServer
    if request.param == "nats":
        listener = MqttListener(port=free_port(), gateway_password=uuid.uuid4().hex)
        server = NatsServer(tmp_path / "nats", mqtt=listener)
    else:
        if find_mosquitto() is None:
            pytest.skip("mosquitto is not installed")
        server = MosquittoServer(tmp_path / "mosquitto")
    async with AsyncExitStack() as running:
        process = ServerProcess(server, log=tmp_path / "broker.log")
        await running.enter_async_context(process)
        if isinstance(server, NatsServer):
            door = ServerProcess(NatsDoor(tmp_path / "door", server), log=tmp_path / "door.log")
            await running.enter_async_context(door)
        yield process


@pytest.fixture
def broker(broker_process: ServerProcess) -> MqttBroker:
    server = broker_process.server
    assert isinstance(server, MosquittoServer | NatsServer)
    assert server.broker is not None
    return server.broker


@pytest.fixture
async def field(tmp_path: Path) -> AsyncIterator[Field]:
    """Where devices with certificates live."""
    if find_mosquitto() is None:
        pytest.skip("mosquitto is not installed")
    async with running_system_of_the_field(tmp_path) as stage:
        yield stage
