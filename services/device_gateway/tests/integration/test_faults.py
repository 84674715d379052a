"""What must hold: an accepted reading is never lost, whatever is killed or cut."""

import asyncio
import urllib.parse
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from devstack.servers.mqtt import MqttBroker
from devstack.servers.nats import NatsServer
from devstack.servers.ports import LOOPBACK
from devstack.servers.process import ServerProcess
from libs.chassis.bus import Bus
from libs.chassis.bus_connection import connect_bus
from libs.chassis.clock import RandomIds
from libs.chassis.postgres import connect_pool
from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.fault_proxy import fault_proxy
from services.device_gateway.bootstrap import SCHEMA
from services.device_gateway.outbound.presence.postgres import PostgresPresences
from services.device_gateway.tests.examples import FACILITY_ID
from services.device_gateway.tests.integration.stage import (
    Registered,
    Surroundings,
    connected_device,
    gateway_process,
    gateway_settings,
    heard_of,
    readings,
    register,
    running_gateway,
    send,
)


def address_of(nats_url: str) -> tuple[str, int]:
    parts = urllib.parse.urlsplit(nats_url)
    return parts.hostname or LOOPBACK, parts.port or 4222


async def distinct(bus: Bus) -> set[tuple[str, datetime]]:
    return {(event.device_id, event.measured_at) for event in await readings(bus)}


async def test_gateway_killed(
    broker: MqttBroker, around: Surroundings, bus: Bus, device_id: str, tmp_path: Path
) -> None:
    """kill -9 with messages in hand: the broker has them still, and the next start gets them."""
    await register(bus, Registered([device_id]))
    async with fault_proxy(*address_of(around.nats_url)) as to_bus:
        settings = gateway_settings(
            broker, replace(around, nats_url=f"nats://{LOOPBACK}:{to_bus.port}")
        )
        async with (
            gateway_process(settings, tmp_path / "gateway.log") as gateway,
            connected_device(broker, device_id) as device,
        ):
            await send(device, range(100))
            await heard_of(device, range(100))

            to_bus.silence()
            await send(device, range(100, 300))
            await eventually(lambda: gateway.holds(200))
            await gateway.kill()
            to_bus.silence(False)
            async with running_gateway(broker, around, mqtt_client_id=settings.mqtt_client_id):
                await heard_of(device, range(300))
                assert len(await distinct(bus)) == 300


async def test_gateway_stopped(
    broker: MqttBroker, around: Surroundings, bus: Bus, device_id: str
) -> None:
    """A rolling update loses nothing (NF3)."""
    await register(bus, Registered([device_id]))
    settings = {"mqtt_client_id": f"gateway-{device_id}"}
    async with connected_device(broker, device_id) as device:
        async with running_gateway(broker, around, **settings):
            sending = asyncio.create_task(send(device, range(300)))
            await eventually(lambda: len(device.acknowledged) > 20)
        await sending
        async with running_gateway(broker, around, **settings):
            await heard_of(device, range(300))
        assert len(await distinct(bus)) == 300


async def test_jetstream_away(
    broker: MqttBroker, database_dsn: str, device_id: str, tmp_path: Path
) -> None:
    """Nothing is acknowledged meanwhile, memory is bounded, and then all of it is there."""
    server = NatsServer(tmp_path / "nats")
    async with (
        ServerProcess(server, log=tmp_path / "nats.log") as process,
        connect_bus(server.url, name="test") as bus,
    ):
        await register(bus, Registered([device_id]))
        async with (
            running_gateway(
                broker,
                Surroundings(server.url, database_dsn),
                mqtt_receive_maximum=100,
                batch_max_readings=20,
            ) as metrics,
            connected_device(broker, device_id) as device,
        ):
            await device.publish(device.reading(0.0))
            await eventually(lambda: metrics.value("readings_accepted_total") == 1)

            process.kill()
            await send(device, range(300))
            await eventually(lambda: metrics.value("inflight") >= 100)
            # With MQTT 3.1.1 the window is the broker's own setting, wider than what was sent.
            assert metrics.value("inflight") <= (100 if broker.kind == "mosquitto" else 300)
            await eventually(lambda: metrics.value("publish_failures_total") >= 2)
            assert device.acknowledged == []
            assert metrics.value("readings_accepted_total") == 1

            await process.start()
            await heard_of(device, range(300))
            assert len(await distinct(bus)) == 301


async def test_broker_connection_cut_and_refused(
    broker: MqttBroker, around: Surroundings, bus: Bus, device_id: str
) -> None:
    """The gateway comes back by itself, into its session."""
    await register(bus, Registered([device_id]))
    async with fault_proxy(broker.host, broker.port) as proxy:
        behind_proxy = MqttBroker(
            port=proxy.port, kind=broker.kind, gateway_password=broker.gateway_password
        )
        async with (
            running_gateway(behind_proxy, around),
            connected_device(broker, device_id) as device,
        ):
            sending = asyncio.create_task(send(device, range(160)))
            await eventually(lambda: len(device.acknowledged) > 20)
            proxy.cut()
            await sending
            await heard_of(device, range(160))

            proxy.refuse()
            await send(device, range(160, 300))
            assert set(device.acknowledged) == set(range(160))
            proxy.refuse(False)
            await heard_of(device, range(300))
            assert len(await distinct(bus)) == 300


async def test_started_before_a_lost_registry_is_told_again(
    broker: MqttBroker, around: Surroundings, bus: Bus, device_id: str
) -> None:
    """Whom it knew is no stranger: the reading is kept, and placed later (ADR 0051, NF4)."""
    async with connect_pool(around.database_dsn, schema=SCHEMA) as pool:
        await PostgresPresences(pool, RandomIds()).put_places({device_id: FACILITY_ID})
    async with (
        running_gateway(broker, around) as metrics,
        connected_device(broker, device_id) as device,
    ):
        await send(device, range(20))
        await heard_of(device, range(20))
        await register(bus, Registered([device_id]))

        async def is_placed() -> bool:
            await device.publish(device.reading())
            return (await readings(bus))[-1].facility_id == FACILITY_ID

        await eventually(is_placed)
        assert metrics.refused() == {}
    assert [event.facility_id for event in await readings(bus)][:20] == [None] * 20
