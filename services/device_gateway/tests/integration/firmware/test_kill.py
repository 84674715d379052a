"""kill -9 of the gateway in the middle of a roll-out of two waves, one update failing."""

import uuid
from contextlib import AsyncExitStack

import asyncpg
import pytest

from devstack.servers.mqtt import MqttBroker
from libs.chassis.bus import Bus
from libs.chassis.testing.eventually import eventually
from services.device_gateway.bootstrap import SCHEMA
from services.device_gateway.tests.examples import NOW
from services.device_gateway.tests.integration.firmware.stage import (
    Maker,
    announced,
    rolled_out,
    updating_device,
    uploaded,
)
from services.device_gateway.tests.integration.stage import (
    Registered,
    Surroundings,
    gateway_process,
    gateway_settings,
    register,
)


async def manufacture(dsn: str, device_ids: list[str]) -> None:
    """The first two are the pilot."""
    connection = await asyncpg.connect(dsn, server_settings={"search_path": SCHEMA})
    await connection.execute(
        "insert into batch (batch_id, name, claim_serials, created_at)"
        " values ('pilot', 'pilot', '{}', $1)",
        NOW,
    )
    await connection.executemany(
        "insert into manufactured_device"
        " (serial_number, device_id, batch_id, imported_at, changed_in)"
        " values ($1, $1, 'pilot', $2, 0)",
        [(device_id, NOW) for device_id in device_ids[:2]],
    )
    await connection.close()


@pytest.mark.slow
@pytest.mark.parametrize("broker", ["mosquitto"], indirect=True)
async def test_a_killed_gateway_goes_on_with_its_roll_out(
    broker: MqttBroker,
    around: Surroundings,
    bus: Bus,
    maker: Maker,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Update firmware in two waves, one failing, the gateway killed in each."""
    names = [f"meter-{uuid.uuid4().hex[:12]}" for _ in range(4)]
    await register(bus, Registered(names))
    settings = gateway_settings(broker, around, **maker.settings())
    async with AsyncExitStack() as stack:
        gateway = await stack.enter_async_context(gateway_process(settings, maker.folder / "log"))
        devices = [await stack.enter_async_context(updating_device(broker, name)) for name in names]
        operator = await stack.enter_async_context(maker.operator())
        await manufacture(around.database_dsn, names)
        image_id = await uploaded(maker, capsys)
        await announced(devices, operator)
        path = await rolled_out(
            operator,
            image_id,
            waves=[{"batches": ["pilot"]}, {"percent": 100}],
            successRatio=0.5,
            waveMinimumS=0,
        )
        good, bad, *others = devices
        await eventually(lambda: bool(good.offers) and bool(bad.offers))
        assert not any(device.offers for device in others)

        await gateway.kill()
        for phase in ("downloading", "verifying", "installing"):
            await good.progress(phase)
            await bad.progress(phase)
        await good.progress("confirmed")
        await bad.progress("rolled_back")
        await gateway.start()
        await eventually(lambda: all(device.offers for device in others), timeout_s=30)

        await gateway.kill()
        lost_the_offer, lost_its_word = others
        heard = len(lost_the_offer.offers)
        await lost_the_offer.reports("1.0.0", uptime_s=5)
        await lost_its_word.reports("1.1.0", uptime_s=5)
        await gateway.start()
        await eventually(lambda: len(lost_the_offer.offers) > heard, timeout_s=30)
        assert lost_the_offer.offers[-1] == lost_the_offer.offers[0]
        await lost_the_offer.progress("confirmed")

        async def is_completed() -> bool:
            return bool((await operator.get(path)).json()["state"] == "completed")

        await eventually(is_completed)
        shown = (await operator.get(path)).json()
        assert [wave["devices"] for wave in shown["waves"]] == [
            {"confirmed": 1, "rolled_back": 1},
            {"confirmed": 2},
        ]
