import asyncio
import uuid
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from devstack.pytest_servers import NATS_AS_BROKER
from devstack.servers.mqtt import MqttBroker
from devstack.servers.nats import MqttListener, NatsServer
from devstack.servers.nats_door import NatsDoor
from devstack.servers.ports import free_port
from devstack.servers.process import ServerProcess
from libs.chassis.bus import Bus
from libs.chassis.bus_connection import connect_bus
from services.device_gateway.tests.integration.stage import Surroundings


@pytest.fixture(scope="session")
def nats_mqtt_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MqttBroker]:
    """The NATS server's own MQTT listener, apart from the bus."""
    folder = tmp_path_factory.mktemp("nats-mqtt")
    listener = MqttListener(port=free_port(), gateway_password=uuid.uuid4().hex)
    server = NatsServer(folder / "nats", durable=False, mqtt=listener)
    processes = [
        ServerProcess(server, log=folder / "log"),
        ServerProcess(NatsDoor(folder / "door", server), log=folder / "door.log"),
    ]
    with ThreadPoolExecutor(max_workers=1) as thread:
        for process in processes:
            thread.submit(asyncio.run, process.start()).result()
        assert server.broker is not None
        yield server.broker
        for process in reversed(processes):
            thread.submit(asyncio.run, process.stop()).result()


@pytest.fixture(params=["mosquitto", NATS_AS_BROKER])
def broker(request: pytest.FixtureRequest) -> MqttBroker:
    """Each broker the gateway must work with."""
    if request.param == "nats":
        nats_broker: MqttBroker = request.getfixturevalue("nats_mqtt_broker")
        return nats_broker
    installed: MqttBroker = request.getfixturevalue("mqtt_broker")
    if installed.kind != "mosquitto":
        pytest.skip("mosquitto is not installed")
    return installed


@pytest.fixture
def around(nats_url: str, database_dsn: str) -> Surroundings:
    return Surroundings(nats_url, database_dsn)


@pytest.fixture
async def bus(nats_url: str) -> AsyncIterator[Bus]:
    async with connect_bus(nats_url, name="test") as connected:
        yield connected


@pytest.fixture
def device_id() -> str:
    """An id that no other test's leftovers know."""
    return f"meter-{uuid.uuid4().hex[:12]}"
