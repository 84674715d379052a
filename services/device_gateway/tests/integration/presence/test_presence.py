"""A real device at a real broker: its statuses, its last will, its readings (FR10.3, FR10.4)."""

import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiomqtt
import httpx

from devstack.servers.mqtt import MqttBroker
from devstack.servers.ports import free_port
from libs.chassis.bus import Bus
from libs.chassis.testing.eventually import eventually
from libs.contracts import streams
from libs.contracts.mqtt import topics
from libs.contracts.v1.device import (
    DEVICE_DECODER,
    DeviceEvent,
    DeviceFaultCleared,
    DeviceFaulted,
    DeviceOffline,
    DeviceOnline,
)
from services.device_gateway.inbound.http.operator import digest_of
from services.device_gateway.tests.integration.stage import (
    Registered,
    Surroundings,
    connected_device,
    register,
    running_gateway,
)
from services.device_gateway.tests.stream import stored

QUICK: dict[str, Any] = {"watch_every_s": 0.1, "will_grace_s": 0.5, "return_grace_s": 0}
OPERATOR = "an-operators-token"


class StatusDevice:
    """A device that says how it is, and leaves a last will."""

    def __init__(self, device_id: str, client: aiomqtt.Client, connection: int) -> None:
        self._topic = topics.report(device_id, topics.STATUS)
        self._client = client
        self._connection = connection

    async def say(self, **more: Any) -> None:
        """Return after the broker's PUBACK."""
        status = {"state": "online", "connection": self._connection, **more}
        await self._client.publish(self._topic, json.dumps(status), qos=1)

    def lose_connection(self) -> None:
        """As if the Wi-Fi were gone: the broker is told nothing."""
        open_socket = self._client._client.socket()
        assert isinstance(open_socket, socket.socket)
        open_socket.shutdown(socket.SHUT_RDWR)


@asynccontextmanager
async def status_device(
    broker: MqttBroker, device_id: str, connection: int
) -> AsyncIterator[StatusDevice]:
    will = aiomqtt.Will(
        topics.report(device_id, topics.STATUS),
        json.dumps({"state": "offline", "connection": connection}),
        qos=1,
    )
    client = aiomqtt.Client(broker.host, broker.port, identifier=device_id, will=will)
    try:
        with suppress(aiomqtt.MqttError):
            async with client:
                yield StatusDevice(device_id, client, connection)
    finally:
        client._client._sock_close()  # aiomqtt leaves a broken one open


async def events_of(bus: Bus, device_id: str) -> list[DeviceEvent]:
    events = [DEVICE_DECODER.decode(message.data) for message in await stored(bus, "DEVICES")]
    return [event for event in events if event.device_id == device_id]


async def told(bus: Bus, device_id: str, *kinds: type[DeviceEvent]) -> list[DeviceEvent]:
    """Wait until exactly these have been told of the device."""

    async def as_many() -> list[DeviceEvent]:
        events = await events_of(bus, device_id)
        return events if len(events) >= len(kinds) else []

    events: list[DeviceEvent] = await eventually(as_many)
    assert [type(event) for event in events] == list(kinds)
    return events


async def test_status_and_last_will(
    broker: MqttBroker, around: Surroundings, bus: Bus, device_id: str
) -> None:
    await register(bus, Registered([device_id]))
    port = free_port()
    operators = {"olga": digest_of(OPERATOR)}
    async with (
        running_gateway(
            broker, around, http_port=port, operator_tokens=operators, **QUICK
        ) as counted,
        httpx.AsyncClient(verify=False, base_url=f"http://127.0.0.1:{port}") as operator,
    ):
        operator.headers["Authorization"] = f"Bearer {OPERATOR}"
        async with status_device(broker, device_id, 7) as device:
            await device.say(firmware="1.2.3", faults=["measuring_failed"])
            await device.say(firmware="1.2.3", faults=["measuring_failed"])
            _, faulted = await told(bus, device_id, DeviceOnline, DeviceFaulted)
            assert isinstance(faulted, DeviceFaulted)
            assert faulted.fault == "measuring_failed"
            device.lose_connection()
            *_, offline = await told(bus, device_id, DeviceOnline, DeviceFaulted, DeviceOffline)

        (shown,) = (await operator.get("/fleet/device", params={"state": "offline"})).json()
        assert (shown["deviceId"], shown["firmware"]) == (device_id, "1.2.3")
        assert (shown["connection"], len(shown["faults"])) == (7, 1)
        assert shown["since"] == offline.occurred_at.isoformat().replace("+00:00", "Z")

        async with status_device(broker, device_id, 8) as device:
            await device.say()
            await told(
                bus,
                device_id,
                DeviceOnline,
                DeviceFaulted,
                DeviceOffline,
                DeviceOnline,
                DeviceFaultCleared,
            )
        summary = (await operator.get("/fleet/summary")).json()
        assert (summary["online"], summary["faulted"]) == (1, 0)
        assert counted.value("statuses_total", kind="status") == 3
        assert counted.value("statuses_total", kind="will") == 1


async def test_a_device_that_comes_back_at_once_was_never_away(
    broker: MqttBroker, around: Surroundings, bus: Bus, device_id: str
) -> None:
    """The broker publishes its will, at the latest when the new connection takes its place."""
    await register(bus, Registered([device_id]))
    async with running_gateway(broker, around, **(QUICK | {"will_grace_s": 60})) as counted:
        for connection in range(1, 4):
            async with status_device(broker, device_id, connection) as device:
                await device.say()
                device.lose_connection()
        await eventually(lambda: counted.value("statuses_total", kind="will") == 3)
        await told(bus, device_id, DeviceOnline)


async def test_readings_alone_make_a_device_online(
    broker: MqttBroker, around: Surroundings, bus: Bus, device_id: str
) -> None:
    """The thesis payload, and nothing else."""
    await register(bus, Registered([device_id]))
    async with (
        running_gateway(broker, around, **QUICK) as counted,
        connected_device(broker, device_id) as device,
    ):
        await device.publish(device.reading())
        await told(bus, device_id, DeviceOnline)
        await eventually(lambda: counted.value("listening") == 1)


async def test_garbage_is_no_status(
    broker: MqttBroker, around: Surroundings, bus: Bus, device_id: str
) -> None:
    await register(bus, Registered([device_id]))
    await bus.declare([streams.DEVICES])
    async with running_gateway(broker, around, **QUICK) as counted:
        async with status_device(broker, device_id, 1) as device:
            await device.say(faults=["NO CODE"])
            await device.say(firmware="\x00")
        await eventually(
            lambda: counted.value("reports_refused_total", reason="malformed_report") == 2
        )
        assert await events_of(bus, device_id) == []
