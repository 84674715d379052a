"""Gateways reach the broker over TLS, and each side knows who the other is (NF11)."""

import gc
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from devstack.pytest_servers import _running
from devstack.servers.mosquitto import find_mosquitto
from devstack.servers.mqtt import MqttBroker
from devstack.servers.ports import LOOPBACK
from libs.chassis.bus import Bus
from libs.chassis.clock import SystemClock
from libs.contracts.mqtt import topics
from services.device_gateway.inbound.mqtt.broker_tls import BrokerTls
from services.device_gateway.inbound.mqtt.connector import BrokerLogin, MqttConnector
from services.device_gateway.inbound.mqtt.link import Delivery, LinkLostError, MqttLink, Reception
from services.device_gateway.tests.integration.broker.certificates import Leaf, Office
from services.device_gateway.tests.integration.broker.mosquitto_world import MosquittoWorld
from services.device_gateway.tests.integration.stage import (
    Registered,
    Surroundings,
    register,
    running_gateway,
)

_LARGE: Final = 60_000
"""Several records of TLS, and several of them are more than one read takes."""


class SecuredWorld(MosquittoWorld):
    """The gateways' listener asks for a certificate, besides user and password."""

    def _more_options(self) -> Sequence[str]:
        self.systems = Office(self.folder / "pki" / "systems", "Systems")
        self.shown = self.systems.leaf("gateway")
        bridge = self.systems.leaf("claims-bridge").path
        return (
            *("--system-tls", "--server-ca", str(self.server_office.certificate)),
            *("--system-ca", str(self.systems.certificate)),
            *("--bridge-certificate", str(bridge), "--bridge-key", str(bridge)),
        )

    def tls(self, **other: Path | str | None) -> BrokerTls:
        """As the gateway should have it, but for this."""
        own = self.shown.path
        right: dict[str, Path | str | None] = {
            "authority": self.server_office.certificate,
            "certificate": own,
            "key": own,
        }
        return BrokerTls(**(right | other))  # type: ignore[arg-type]  # by name

    def connector(self, tls: BrokerTls | None, client_id: str = "gateway") -> MqttConnector:
        return MqttConnector(
            BrokerLogin(
                host=LOOPBACK,
                port=self.system_port,
                username="gateway",
                password=self.password,
                client_id=client_id,
                tls=tls,
                connect_timeout_s=5.0,
            ),
            topics=[topics.READINGS_OF_ALL, topics.PROVISIONING_OF_ALL],
            reception=Reception(linger_s=0.001),
            clock=SystemClock(),
        )


@pytest.fixture(scope="module")
def secured(servers_folder: Path) -> Iterator[SecuredWorld]:
    if find_mosquitto() is None:
        pytest.skip("mosquitto is not installed")
    folder = servers_folder / "secured"
    folder.mkdir()
    world = SecuredWorld(folder)
    main, claims = world.servers
    with _running(main, folder), _running(claims, folder):
        yield world


async def _received(link: MqttLink, count: int) -> list[Delivery]:
    deliveries: list[Delivery] = []
    while len(deliveries) < count:
        deliveries += await link.receive(1_000)
    return deliveries


async def test_nothing_is_lost_or_held_back(secured: SecuredWorld) -> None:
    payloads = [b"%d" % number + b"x" * (_LARGE if number % 10 == 0 else 0) for number in range(90)]
    async with (
        secured.connector(secured.tls(), "gateway-again").connect() as link,
        secured.device("meter-1") as meter,
    ):
        for payload in payloads:
            await meter.publish(topics.readings("meter-1"), payload, qos=1)
        deliveries = await _received(link, len(payloads))
        assert [delivery.submission.payload for delivery in deliveries] == payloads
        link.acknowledge(
            deliveries[:50], [(topics.to_device("meter-1", topics.ACKNOWLEDGEMENT), b"{}")]
        )
    async with secured.connector(secured.tls(), "gateway-again").connect() as link:
        again = await _received(link, 40)
        link.acknowledge(again)
        assert [delivery.submission.payload for delivery in again] == payloads[50:]


async def test_what_is_written_at_once_is_not_cut(
    secured: SecuredWorld, connections: AsyncExitStack
) -> None:
    """More than the socket takes: the rest follows when there is room."""
    link = await connections.enter_async_context(secured.connector(secured.tls()).connect())
    meter = await connections.enter_async_context(secured.device("meter-2"))
    await meter.subscribe(topics.to_device("meter-2", topics.ACKNOWLEDGEMENT), qos=0)
    notes = [
        (topics.to_device("meter-2", topics.ACKNOWLEDGEMENT), b"%d" % n + b"x" * 3_000)
        for n in range(900)
    ]
    link.acknowledge([], notes)
    heard: list[object] = []
    async for message in meter.messages:
        heard.append(message.payload)
        if len(heard) == len(notes):
            break
    assert heard == [payload for _, payload in notes]


async def test_the_claims_broker_is_known_there_too(secured: SecuredWorld) -> None:
    question = (topics.provision("batch-1", "claim-1", topics.CERTIFICATE), b"csr")
    claim = secured.claims.leaf("batch-1")
    async with (
        secured.connector(secured.tls(), "gateway-claims").connect() as link,
        secured.claimant(claim, "claim-1") as newcomer,
    ):
        await newcomer.publish(*question, qos=1)
        (asked,) = await _received(link, 1)
        link.acknowledge([asked])
    assert (asked.submission.topic, asked.submission.payload) == question


async def test_all_of_the_gateways_connections_are_secured(
    secured: SecuredWorld, around: Surroundings, bus: Bus, device_id: str
) -> None:
    """Readings, reports, and what is said unasked: here of readings that did not come."""
    broker = MqttBroker(
        port=secured.system_port, kind="mosquitto", gateway_password=secured.password
    )
    own = secured.tls()
    await register(bus, Registered([device_id]))
    async with (
        running_gateway(
            broker,
            around,
            mqtt_tls=True,
            mqtt_ca_file=own.authority,
            mqtt_certificate_file=own.certificate,
            mqtt_key_file=own.key,
            mqtt_server_name="localhost",
            resend_grace_s=0.1,
            resend_look_every_s=0.1,
            resend_pause_s=0.2,
            activity_written_every_s=0.1,
        ),
        secured.device(device_id) as device,
    ):
        await device.subscribe(topics.all_to_device(device_id), qos=1)
        reading = {"deviceId": device_id, "energyValue": 1.0, "sequence": 1}
        reading |= {"timestamp": datetime.now(UTC).isoformat()}
        status = {"state": "online", "connection": 1, "oldestSequence": 1, "newestSequence": 3}
        await device.publish(topics.report(device_id, topics.STATUS), json.dumps(status), qos=1)
        await device.publish(topics.readings(device_id), json.dumps(reading), qos=1)
        awaited = {topics.ACKNOWLEDGEMENT, topics.RESEND}
        async for message in device.messages:
            awaited.discard(message.topic.value.rpartition("/")[2])
            if not awaited:
                break


_WRONG: Final[dict[str, Callable[[SecuredWorld], BrokerTls | None]]] = {
    "in the clear": lambda _: None,
    "without a certificate": lambda world: world.tls(certificate=None, key=None),
    "a device's certificate": lambda world: _showing(world, world.devices.leaf("gateway")),
    "another authority's": lambda world: _showing(world, world.strangers.leaf("gateway")),
    "another broker": lambda world: world.tls(authority=world.strangers.certificate),
    "a broker of another name": lambda world: world.tls(server_name="other.example.org"),
    "whom the system trusts": lambda world: world.tls(authority=None),
    "no such file": lambda world: world.tls(certificate=world.folder / "none.pem"),
}


def _showing(world: SecuredWorld, leaf: Leaf) -> BrokerTls:
    return world.tls(certificate=leaf.path, key=leaf.path)


@pytest.mark.parametrize("wrong", _WRONG)
async def test_nobody_who_is_not_who_one_thinks(secured: SecuredWorld, wrong: str) -> None:
    with pytest.raises(LinkLostError):
        async with secured.connector(_WRONG[wrong](secured)).connect():
            pass
    gc.collect()  # an open socket would be a ResourceWarning, which is an error here


async def test_the_name_may_be_another_than_the_hosts(secured: SecuredWorld) -> None:
    async with secured.connector(secured.tls(server_name="localhost")).connect():
        pass


async def test_renewed_files_are_read_at_the_next_connection(
    secured: SecuredWorld, tmp_path: Path
) -> None:
    own = tmp_path / "gateway.pem"
    connector = secured.connector(secured.tls(certificate=own, key=own))
    with pytest.raises(LinkLostError, match="certificates"):
        async with connector.connect():
            pass
    own.write_bytes(secured.shown.path.read_bytes())
    async with connector.connect():
        pass
