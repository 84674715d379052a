"""The load on a real broker: everything it says it sent arrives, once."""

import asyncio
import uuid

import pytest

from benchmarks.child import LoadError
from benchmarks.load.plan import DevicePlan, LoadPlan
from benchmarks.load.process import load_process
from devstack.servers.mqtt import MqttBroker
from libs.chassis.testing.eventually import eventually

_RATE_PER_S = 500.0


def _devices(count: int) -> list[DevicePlan]:
    prefix = f"load-{uuid.uuid4().hex[:8]}"
    return [
        DevicePlan(device_id=f"{prefix}-{number}", community=0, powers_w=(100.0 + number,))
        for number in range(count)
    ]


async def test_a_run_sends_what_was_planned_and_the_broker_confirms_it(
    mqtt_broker: MqttBroker,
) -> None:
    devices = _devices(10)
    async with load_process(mqtt_broker, devices) as load:
        for _ in range(2):
            plan = LoadPlan(rate_per_s=_RATE_PER_S, seconds=0.5, await_system=False)
            report = await load.run(plan)
            assert (report.sent, report.confirmed_by_broker) == (250, 250)
        assert (load.sent, report.unanswered) == (500, 500)
    assert report.newest_power_w == {plan.device_id: plan.powers_w[0] for plan in devices}


async def test_a_run_can_be_ended_early(mqtt_broker: MqttBroker) -> None:
    async with load_process(mqtt_broker, _devices(2)) as load:
        running = asyncio.create_task(
            load.run(LoadPlan(rate_per_s=_RATE_PER_S, seconds=600, await_system=False))
        )
        await eventually(lambda: load.sent)
        load.stop_sending()
        report = await running
    assert 0 < report.sent == report.confirmed_by_broker < 600 * _RATE_PER_S


async def test_a_broker_that_is_not_there_is_told(unused_tcp_port: int) -> None:
    nowhere = MqttBroker(port=unused_tcp_port, kind="mosquitto", gateway_password="")
    with pytest.raises(LoadError):
        async with load_process(nowhere, _devices(1)):
            pytest.fail("connected to nothing")
