"""The broker of devices that have no identity yet: a process of its own, bridged to the main one.

On the main broker whoever holds a batch's claim certificate could connect with a device's or a
gateway's client id and so end its session: mosquitto 2 has no rule for client ids by listener.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Final

from services.device_gateway.domain.broker import access
from services.device_gateway.domain.broker.everywhere import everywhere
from services.device_gateway.domain.broker.limits import ClaimLimits
from services.device_gateway.domain.broker.listener import (
    Address,
    MutualTls,
    ServerCertificate,
    listen_at,
    mutual_tls,
    option,
)

CLIENT_ID_PREFIX: Final = "claim-"
BRIDGE_CLIENT_ID: Final = "bridge"
"""On the claims' side; out of reach, for clients' ids there begin with CLIENT_ID_PREFIX."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """How the main broker's system listener is reached."""

    to: Address
    password: str
    client_id: str = "claims-bridge"
    """On the main broker: one a claims' broker."""
    authority: PurePath | None = None
    """Of the main broker's certificate; None: without TLS, on the same machine."""
    shown: ServerCertificate | None = None
    """With `authority`: what the bridge shows there, where it must."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimBroker:
    """`folder`, `run_as`: as for MainBroker. It keeps no data."""

    folder: PurePath
    claims: MutualTls
    bridge: Bridge
    limits: ClaimLimits = field(default_factory=ClaimLimits)
    run_as: str | None = None


def claim_broker_files(broker: ClaimBroker) -> dict[str, str]:
    """File name to text; `mosquitto.conf` holds the bridge's password.

    Raises ValueError for a path or password that is not one line.
    """
    whole = [*everywhere(broker), *_forgotten()]
    lines = [*whole, "", *_claims(broker), "", *_bridge(broker.bridge)]
    return {"mosquitto.conf": "\n".join(lines) + "\n", "claims.acl": access.claims()}


def _forgotten() -> Iterator[str]:
    """Whoever was being provisioned begins anew."""
    yield option("clientid_prefixes", CLIENT_ID_PREFIX)
    yield "persistence false"
    yield "persistent_client_expiration 1h"
    yield "sys_interval 0"


def _claims(broker: ClaimBroker) -> Iterator[str]:
    yield listen_at(broker.claims.address)
    yield from mutual_tls(broker.claims)
    yield "allow_zero_length_clientid false"
    yield option("max_connections", broker.limits.connections)
    yield option("acl_file", broker.folder / "claims.acl")


def _bridge(bridge: Bridge) -> Iterator[str]:
    yield "connection claims"
    yield option("address", f"{bridge.to.host or '127.0.0.1'}:{bridge.to.port}")
    if bridge.authority:
        yield option("bridge_cafile", bridge.authority)
    if bridge.shown:
        yield option("bridge_certfile", bridge.shown.certificate)
        yield option("bridge_keyfile", bridge.shown.key)
    yield option("remote_username", access.CLAIMS)
    yield option("remote_password", bridge.password)
    yield option("remote_clientid", bridge.client_id)
    yield option("local_clientid", BRIDGE_CLIENT_ID)
    yield "bridge_protocol_version mqttv311"
    yield "bridge_outgoing_retain false"
    yield "bridge_attempt_unsubscribe false"
    yield "notifications false"
    # What waited for a main broker that was away is asked again by who waits for the answer.
    yield "cleansession true"
    yield "keepalive_interval 30"
    yield "restart_timeout 1 10"
    yield "topic provision/+/+/+ out 1"
    yield "topic provisioned/+/+/+ in 0"
