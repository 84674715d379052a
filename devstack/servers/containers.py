"""The same servers from container images, for `--stack=containers`."""

import asyncio
import json
import os
import secrets
import socket
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from devstack.servers import mqtt as mqtt_server
from devstack.servers.mqtt import MosquittoServer, MqttBroker, check_mqtt
from devstack.servers.nats import MAX_FILE_STORE_BYTES, check_nats
from devstack.servers.postgres import FAST, MAX_CONNECTIONS, SUPERUSER, check_postgres
from devstack.servers.process import NotReadyError, ServerError
from libs.chassis.testing.database import blocking
from services.device_gateway.domain.broker.listener import Address

if TYPE_CHECKING:
    from testcontainers.core.container import DockerContainer

# As in compose.yaml, and replaced by the same variables.
POSTGRES_IMAGE: Final = os.environ.get("POSTGRES_IMAGE", "postgres:18.6-bookworm")
NATS_IMAGE: Final = os.environ.get("NATS_IMAGE", "nats:2.15.1-alpine")
MOSQUITTO_IMAGE: Final = os.environ.get("MOSQUITTO_IMAGE", "eclipse-mosquitto:2.0.22")
_READY_S: Final = 60.0
_POLL_S: Final = 0.2
_POSTGRES_PREPARED: Final = b"PostgreSQL init process complete"
_CONFIG: Final = Path("/mosquitto/config")


def unavailable() -> str | None:
    """Why containers cannot run here; None when they can."""
    host = os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock")
    scheme, _, place = host.partition("://")
    family = socket.AF_UNIX if scheme == "unix" else socket.AF_INET
    name, _, port = place.rpartition(":")
    with socket.socket(family) as probe:
        probe.settimeout(5)
        try:
            probe.connect(place if scheme == "unix" else (name, int(port)))
        except (OSError, ValueError) as error:
            return f"no Docker daemon answers at {host} ({error})"
    return None


@contextmanager
def postgres(_folder: Path) -> Iterator[str]:
    """A Postgres in a container; the superuser's DSN."""
    password = secrets.token_urlsafe(18)
    settings = (*FAST, f"max_connections={MAX_CONNECTIONS}")
    container = (
        _container(POSTGRES_IMAGE)
        .with_env("POSTGRES_USER", SUPERUSER)
        .with_env("POSTGRES_PASSWORD", password)
        # As the embedded one in tests: in memory, and nothing waits for a disk.
        .with_tmpfs_mount("/var/lib/postgresql")
        .with_command(" ".join(["postgres", *(f"-c {setting}" for setting in settings)]))
        .with_exposed_ports(5432)
    )
    with container:
        at = f"{container.get_container_host_ip()}:{container.get_exposed_port(5432)}"
        dsn = f"postgresql://{SUPERUSER}:{password}@{at}/postgres"
        _wait(POSTGRES_IMAGE, lambda: _check_initialised(container, dsn))
        yield dsn


def _container(image: str) -> "DockerContainer":
    # Its Docker client takes long to import, and every start of pytest would wait for it.
    from testcontainers.core.container import DockerContainer  # noqa: PLC0415

    return DockerContainer(image)


async def _check_initialised(container: "DockerContainer", dsn: str) -> None:
    """The image first starts a server to prepare the data, and stops it again."""
    if not any(_POSTGRES_PREPARED in log for log in container.get_logs()):
        raise NotReadyError("it prepares its data")
    await check_postgres(dsn)


@contextmanager
def nats(folder: Path) -> Iterator[str]:
    """A NATS server with JetStream in a container; its URL."""
    # As the embedded one: by itself it promises streams no more than most of the disk that is free.
    settings = json.dumps({"jetstream": {"max_file_store": MAX_FILE_STORE_BYTES}})
    with tempfile.TemporaryDirectory(dir=folder) as config:
        Path(config).chmod(0o755)
        (Path(config) / "nats.conf").write_text(settings)
        container = (
            _container(NATS_IMAGE)
            .with_volume_mapping(config, "/etc/meriggio")
            .with_command("-c /etc/meriggio/nats.conf")
            .with_exposed_ports(4222)
        )
        with container:
            host, port = container.get_container_host_ip(), container.get_exposed_port(4222)
            _wait(NATS_IMAGE, lambda: check_nats(host, port))
            yield f"nats://{host}:{port}"


@contextmanager
def mosquitto(folder: Path) -> Iterator[MqttBroker]:
    """A mosquitto in a container with the same rules as the embedded one."""
    with tempfile.TemporaryDirectory(dir=folder) as config:
        server = MosquittoServer(Path(config))
        written = server.write_files(_CONFIG, Address(port=1883))
        for path in (Path(config), *Path(config).rglob("*")):
            path.chmod(0o777 if path.is_dir() else 0o644)  # the image has a user of its own
        container = (
            _container(MOSQUITTO_IMAGE)
            .with_volume_mapping(written.parent, str(_CONFIG), "rw")
            .with_command(f"mosquitto -c {_CONFIG}/{written.name}")
            .with_exposed_ports(1883)
        )
        with container:
            broker = MqttBroker(
                host=container.get_container_host_ip(),
                port=container.get_exposed_port(1883),
                kind="mosquitto",
                gateway_user=mqtt_server.GATEWAY_USER,
                gateway_password=server.broker.gateway_password,
            )
            _wait(MOSQUITTO_IMAGE, lambda: check_mqtt(broker))
            yield broker


def _wait(image: str, check: Callable[[], Awaitable[None]]) -> None:
    """Wait until a client gets an answer. Raises ServerError."""

    async def answers() -> None:
        deadline = time.monotonic() + _READY_S
        while True:
            try:
                async with asyncio.timeout(3):
                    return await check()
            except (NotReadyError, OSError, TimeoutError) as error:
                if time.monotonic() > deadline:
                    raise ServerError(f"the container of {image} does not answer") from error
            await asyncio.sleep(_POLL_S)

    blocking(answers())
