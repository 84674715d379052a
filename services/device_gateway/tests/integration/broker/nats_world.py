"""NATS's MQTT listeners with certificates, as where mosquitto is not installed."""

from collections.abc import Sequence
from pathlib import Path

from devstack.servers.mqtt import TlsMaterial
from devstack.servers.nats import MqttListener, NatsServer
from devstack.servers.nats_door import NatsDoor
from devstack.servers.nats_tls import NatsTlsServer, tls_listeners
from devstack.servers.ports import free_port
from devstack.servers.process import Server
from services.device_gateway.tests.integration.broker.world import World


class NatsWorld(World):
    """Nobody comes without a certificate but the gateway."""

    speaks_mqtt_5 = False

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        listener = MqttListener(
            port=self.system_port,
            gateway_password=self.password,
            trusts_client_ids=False,
            leaf_port=free_port(),
        )
        main = NatsServer(folder / "nats", durable=False, mqtt=listener)
        guarded = [
            NatsTlsServer(folder / f"nats-{tls.clients}", main, tls)
            for tls in tls_listeners(
                self._material(),
                devices_port=self.devices_port,
                claims_port=self.claims_port,
                ports=(free_port(), free_port()),
            )
        ]
        self._door = NatsDoor(folder / "door", main, guarded)
        self._servers: Sequence[Server] = [main, *guarded, self._door]

    @property
    def servers(self) -> Sequence[Server]:
        return self._servers

    @property
    def reader_of_lists(self) -> Server:
        return self._door

    def _material(self) -> TlsMaterial:
        return TlsMaterial(
            server_certificate=self.server.path,
            server_key=self.server.path,
            server_ca=self.server_office.certificate,
            device_ca=self.devices.certificate,
            device_crl=self.devices.revocations,
            claim_ca=self.claims.certificate,
            claim_crl=self.claims.revocations,
        )
