"""NATS's MQTT listener for clients with certificates, as a server of the stack."""

import asyncio
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal
from urllib.parse import quote

import nats
import nats.errors
import nats.js.errors

from devstack.servers.mqtt import TlsMaterial
from devstack.servers.nats import (
    AUTH_TIMEOUT_S,
    DOOR_ACCOUNT,
    JETSTREAM_DOMAIN,
    LEAF_USER,
    NatsServer,
    asked_at_the_door,
    doorkeeper_account,
    launch_nats,
    mqtt_sessions,
)
from devstack.servers.nats_post import DOORKEEPER_USER, MQTT_ACCOUNT, Post
from devstack.servers.ports import LOOPBACK
from devstack.servers.process import Launch, NotReadyError, ServerError
from services.device_gateway.domain.broker.limits import ClaimLimits, Limits
from services.device_gateway.domain.broker.listener import Address, ClientAuthority, MutualTls

_LINK_USER: Final = "link"
_OTHERS: Final = 16
"""Connections that are no device's: the doorkeeper's, and checks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NatsTls:
    """A listener for devices or for claims. `port`: where the doorkeeper connects."""

    clients: Literal["devices", "claims"]
    mqtt: MutualTls
    port: int


def tls_listeners(
    material: TlsMaterial, *, devices_port: int, claims_port: int, ports: tuple[int, int]
) -> tuple[NatsTls, NatsTls]:
    """Of devices and of claims; `ports` as NatsTls.port, in the same order."""
    authorities = (
        ClientAuthority(authority=material.device_ca, revoked=material.device_crl),
        ClientAuthority(authority=material.claim_ca, revoked=material.claim_crl),
    )
    addresses = [Address(port=port, host=LOOPBACK) for port in (devices_port, claims_port)]
    devices, claims = (
        MutualTls(address=address, server=material.server, clients=clients)
        for address, clients in zip(addresses, authorities, strict=True)
    )
    return (
        NatsTls(clients="devices", mqtt=devices, port=ports[0]),
        NatsTls(clients="claims", mqtt=claims, port=ports[1]),
    )


class NatsTlsServer:
    """A NATS server beside `main`: a server has one MQTT listener, with certificates or without.

    It keeps nothing: as a leaf node it has its sessions in `main`'s JetStream, so that a client id
    is one session on whichever server, and the gateway can end it. It may start before `main`.
    Who may do what a NatsDoor says, without which nobody is let in.
    """

    stop_signal = signal.SIGTERM
    launches = 1

    def __init__(self, folder: Path, main: NatsServer, tls: NatsTls) -> None:
        self.folder = folder
        self.main = main
        self.tls = tls
        self.name = f"nats-{tls.clients}"

    @property
    def url(self) -> str:
        """Where the doorkeeper connects."""
        return f"nats://{LOOPBACK}:{self.tls.port}"

    def post(self) -> Post:
        """What a doorkeeper is told."""
        clients = self.tls.mqtt.clients
        return Post(
            url=self.url,
            password=self.main.listener.password_of(DOORKEEPER_USER),
            secret=self.main.listener.gateway_password,
            clients=self.tls.clients,
            authority=str(clients.authority),
            revoked=str(clients.revoked),
        )

    def prepare(self) -> Launch:
        """Write the configuration. Raises ServerError where `main` takes no leaf nodes."""
        return launch_nats(self.folder, self._settings())

    async def check(self) -> None:
        """Ask for `main`'s JetStream through it. Raises NotReadyError, OSError."""
        # First by hand: the client library waits two seconds after a refused connection.
        _, writer = await asyncio.open_connection(LOOPBACK, self.tls.port)
        writer.close()
        password = self.main.listener.password_of(_LINK_USER)
        try:
            client = await nats.connect(
                self.url, user=_LINK_USER, password=password, allow_reconnect=False
            )
            try:
                await client.jetstream(domain=JETSTREAM_DOMAIN, timeout=2).account_info()
            finally:
                await client.close()
        except (nats.errors.Error, nats.js.errors.Error) as error:
            raise NotReadyError(str(error)) from error

    def _settings(self) -> dict[str, object]:
        listener = self.main.listener
        if listener.leaf_port is None:
            raise ServerError("the main NATS server takes no leaf nodes")
        limits = Limits() if self.tls.clients == "devices" else ClaimLimits()
        login = f"{LEAF_USER}:{quote(listener.password_of(LEAF_USER), safe='')}"
        main = f"nats-leaf://{login}@{LOOPBACK}:{listener.leaf_port}"
        at_most = limits.devices if isinstance(limits, Limits) else limits.connections
        return {
            "server_name": f"meriggio-{self.tls.clients}",
            "listen": f"{LOOPBACK}:{self.tls.port}",
            # Of a packet of MQTT: whoever sends a larger one is disconnected.
            "max_payload": limits.packet_bytes,
            "max_connections": at_most + _OTHERS,
            "leafnodes": {"remotes": [{"url": main, "account": MQTT_ACCOUNT}]},
            "accounts": {
                MQTT_ACCOUNT: {"users": [self._link()]},
                DOOR_ACCOUNT: doorkeeper_account(listener),
            },
            "authorization": asked_at_the_door(listener, _LINK_USER),
            "mqtt": mqtt_sessions() | self._mqtt(),
        }

    def _link(self) -> dict[str, object]:
        """Who looks whether `main` can be reached, and can do nothing else."""
        return {
            "user": _LINK_USER,
            "password": self.main.listener.password_of(_LINK_USER),
            "allowed_connection_types": ["STANDARD"],
            "permissions": {
                "publish": {"allow": [f"$JS.{JETSTREAM_DOMAIN}.API.INFO"]},
                "subscribe": {"allow": ["_INBOX.>"]},
            },
        }

    def _mqtt(self) -> dict[str, object]:
        mqtt = self.tls.mqtt
        return {
            "listen": f"{mqtt.address.host}:{mqtt.address.port}",
            "js_domain": JETSTREAM_DOMAIN,
            "reject_qos2_publish": True,
            "tls": {
                "cert_file": str(mqtt.server.certificate),
                "key_file": str(mqtt.server.key),
                "ca_file": str(mqtt.clients.authority),
                "verify": True,
                "timeout": AUTH_TIMEOUT_S,
            },
        }
