"""The broker of a stack: which servers it takes, beside the bus, and how devices reach it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from devstack.servers.mqtt import MosquittoServer, MqttBroker, TlsMaterial
from devstack.servers.mqtt_claims import ClaimsMosquittoServer
from devstack.servers.nats import MqttListener, NatsServer
from devstack.servers.nats_door import NatsDoor
from devstack.servers.nats_tls import NatsTlsServer, tls_listeners
from devstack.servers.process import Server
from services.device_gateway.domain.broker.listener import PID_FILE

BROKER_PORTS: Final = (
    *("nats", "mqtt", "mqtt_devices", "mqtt_claims"),
    *("nats_leaves", "nats_devices", "nats_claims"),
)
"""Those a plan needs; the last three only without mosquitto."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brokers:
    """`servers`: all of them, the bus first; `told_of_lists`: who reads a revocation list anew."""

    mqtt: MqttBroker
    nats: NatsServer
    servers: Sequence[Server]
    told_of_lists: Sequence[Path]
    """Files with process ids; none where nobody comes with a certificate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerPlan:
    """`ports`: by BROKER_PORTS; without `material` nobody comes with a certificate.

    `bus_passwords`: by service.
    """

    folder: Path
    ports: Mapping[str, int]
    gateway_password: str
    bus_passwords: Mapping[str, str]
    material: TlsMaterial | None
    durable: bool

    def mosquitto(self) -> Brokers:
        """mosquitto, with a second one for claims."""
        ports = self.ports
        bus = self._bus(None)
        main = MosquittoServer(
            self.folder / "mosquitto",
            port=ports["mqtt"],
            gateway_password=self.gateway_password,
            material=self.material,
            tls_port=ports["mqtt_devices"],
            claims_port=ports["mqtt_claims"],
        )
        if self.material is None:
            return Brokers(mqtt=main.broker, nats=bus, servers=[bus, main], told_of_lists=())
        claims = ClaimsMosquittoServer(self.folder / "mosquitto-claims", main)
        return Brokers(
            mqtt=main.broker,
            nats=bus,
            servers=[bus, main, claims],
            told_of_lists=[each.folder / PID_FILE for each in (main, claims)],
        )

    def of_nats(self) -> Brokers:
        """The bus' own MQTT listener, with two NATS servers more for who has a certificate."""
        ports = self.ports
        listener = MqttListener(
            port=ports["mqtt"],
            gateway_password=self.gateway_password,
            leaf_port=ports["nats_leaves"] if self.material else None,
        )
        bus = self._bus(listener)
        mqtt, guarded = bus.mqtt_broker, self._guarded(bus)
        door = NatsDoor(self.folder / "nats-door", bus, guarded)
        if self.material is not None:
            mqtt = replace(
                mqtt,
                tls_port=ports["mqtt_devices"],
                claims_port=ports["mqtt_claims"],
                server_ca=self.material.server_ca,
            )
        return Brokers(
            mqtt=mqtt,
            nats=bus,
            servers=[bus, *guarded, door],
            told_of_lists=[door.pid_file] if guarded else [],
        )

    def _bus(self, mqtt: MqttListener | None) -> NatsServer:
        return NatsServer(
            self.folder / "nats",
            port=self.ports["nats"],
            durable=self.durable,
            mqtt=mqtt,
            passwords=self.bus_passwords,
        )

    def _guarded(self, bus: NatsServer) -> list[NatsTlsServer]:
        if self.material is None:
            return []
        listeners = tls_listeners(
            self.material,
            devices_port=self.ports["mqtt_devices"],
            claims_port=self.ports["mqtt_claims"],
            ports=(self.ports["nats_devices"], self.ports["nats_claims"]),
        )
        return [NatsTlsServer(self.folder / f"nats-{tls.clients}", bus, tls) for tls in listeners]
