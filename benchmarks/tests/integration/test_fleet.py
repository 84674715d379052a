"""The simulator's process on real brokers with certificates, and its readings in the books."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import asyncpg
import pytest

from benchmarks.child import LoadError
from benchmarks.fleet.books import rows_and_numbers
from benchmarks.fleet.plan import FleetOrder
from benchmarks.fleet.process import FleetProcess, fleet_process
from devstack.devices.tests.integration.field_stage import (
    IDS,
    SERIALS,
    Field,
    running_system_of_the_field,
)
from devstack.servers.mosquitto import find_mosquitto
from libs.chassis.testing.eventually import eventually


@pytest.fixture
async def field(tmp_path: Path) -> AsyncIterator[Field]:
    """Brokers with certificates, and a scripted system."""
    if find_mosquitto() is None:
        pytest.skip("mosquitto is not installed")
    async with running_system_of_the_field(tmp_path) as stage:
        yield stage


def _order(field: Field) -> FleetOrder:
    plan, certificates = field.plan, field.certificates
    assert plan.claims is not None
    return FleetOrder(
        serial_numbers=tuple(SERIALS),
        broker=plan.broker,
        claims=plan.claims,
        claim_certificate=certificates.claim_certificate,
        claim_key=certificates.claim_key,
        server_ca=certificates.material.server_ca,
        state=plan.state,
        interval_s=1,
    )


async def _each_has_measured(fleet: FleetProcess) -> None:
    async def many() -> bool:
        return (await fleet.count()).acknowledged >= 2 * len(SERIALS)

    await eventually(many, timeout_s=30)


@pytest.mark.slow
async def test_devices_come_with_their_claim_and_again_and_all_they_say_arrives(
    field: Field,
) -> None:
    order = _order(field)
    async with fleet_process(order) as fleet:
        arrived = await fleet.connect()
        assert (arrived.device_ids, arrived.provisioned) == (tuple(IDS), len(SERIALS))
        assert arrived.seconds > 0
        assert arrived.cpu_s > 0
    assert not field.system.readings, "nobody has let them measure"
    async with fleet_process(order) as fleet:
        assert (await fleet.connect()).provisioned == 0, "they have an identity by now"
        await fleet.measure()
        await _each_has_measured(fleet)
        finished = await fleet.finish()
    assert {device: set(range(*numbers)) for device, numbers in finished.numbers.items()} == {
        device: set(readings) for device, readings in field.system.readings.items()
    }
    measured = sum(len(readings) for readings in field.system.readings.values())
    assert finished.count.measured == finished.count.acknowledged == measured
    assert finished.count.latency is not None


async def test_what_the_simulator_cannot_do_is_told(field: Field) -> None:
    order = replace(_order(field), claim_key=field.certificates.firmware_key)
    async with fleet_process(order) as fleet:
        with pytest.raises(LoadError, match="claim"):
            await fleet.connect()


async def test_numbers_of_the_devices_are_counted_in_the_books(database_dsn: str) -> None:
    """Of a table of the same names: what others say, and who has no facility, does not count."""
    connection = await asyncpg.connect(database_dsn)
    try:
        await connection.execute(
            "create schema energy; "
            "create table energy.reading (device_id text, sequence bigint, facility_id text); "
            "insert into energy.reading values ('a', 4, 'x'), ('a', 5, 'x'), ('a', 6, 'x'), "
            "('a', 7, 'x'), ('b', 5, 'x'), ('b', 5, 'x'), ('b', 6, null), ('c', 5, 'x')"
        )
        assert await rows_and_numbers(connection, {"a": (5, 7), "b": (5, 7)}) == (4, 3)
    finally:
        await connection.close()
