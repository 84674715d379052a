"""A real device at a real broker: its statuses, its last will, its readings (FR10.3, FR10.4)."""

from typing import Any

import httpx

from devstack.servers.mqtt import MqttBroker
from devstack.servers.ports import free_port
from libs.chassis.bus import Bus
from libs.chassis.operator_token import digest_of
from libs.chassis.testing.eventually import eventually
from libs.contracts.v1.device import (
    DeviceFaultCleared,
    DeviceFaulted,
    DeviceOffline,
    DeviceOnline,
)
from services.device_gateway.tests.integration.presence.stage import (
    status_device,
    told,
)
from services.device_gateway.tests.integration.stage import (
    Registered,
    Surroundings,
    connected_device,
    register,
    running_gateway,
)

QUICK: dict[str, Any] = {"watch_every_s": 0.1, "will_grace_s": 0.5, "return_grace_s": 0}
OPERATOR = "an-operators-token"


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
            await device.say(faults=["NO CODE"])
            await device.say(firmware="\x00")
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
        assert counted.value("reports_refused_total", reason="malformed_report") == 2


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
