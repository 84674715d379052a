"""The simulator in a process of its own: devstack's devices, asked by the benchmark."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from multiprocessing.connection import Connection
from typing import Final

import uvloop

from benchmarks.child import Child, LoadError, child_process, received
from benchmarks.fleet.plan import Arrived, Count, Finished, FleetOrder, Question, Ready
from devstack.devices.field_fleet import FieldFleet
from devstack.devices.field_run import FieldPlan, read_claim, running_field
from devstack.devices.open_files import allow_connections
from devstack.devices.power import simulated_sources
from devstack.devices.settings import FleetError
from libs.contracts.mqtt.configuration import DeviceConfiguration

_ARRIVAL_S: Final = 600.0
_DRAIN_S: Final = 60.0
_LOOK_EVERY_S: Final = 0.02
_SEED: Final = 1


class FleetProcess:
    """Handle of the simulator; ask in the order of the methods. Each raises LoadError."""

    def __init__(self, child: Child) -> None:
        self.pid = child.pid
        self._child = child

    async def connect(self) -> Arrived:
        """Switch the devices on; all are connected."""
        return await self._child.ask(Question.CONNECT, Arrived)

    async def measure(self) -> Count:
        """Let them measure."""
        return await self._child.ask(Question.MEASURE, Count)

    async def count(self) -> Count:
        """How far they are."""
        return await self._child.ask(Question.COUNT, Count)

    async def finish(self) -> Finished:
        """They measure no more, and nothing is pending or will ever be acknowledged."""
        return await self._child.ask(Question.FINISH, Finished)


@contextlib.asynccontextmanager
async def fleet_process(order: FleetOrder) -> AsyncIterator[FleetProcess]:
    """The process, its devices still off; at the end their power fails. Raises LoadError."""
    async with child_process(_serve, order, name="simulator") as child:
        await child.hear(Ready)
        yield FleetProcess(child)


def _serve(connection: Connection, order: FleetOrder) -> None:
    try:
        uvloop.run(_play(connection, order))
    except FleetError as error:
        raise LoadError(str(error)) from error


async def _play(connection: Connection, order: FleetOrder) -> None:
    """Answers until the other end is closed (EOFError)."""
    allow_connections(len(order.serial_numbers))
    connection.send(Ready())
    await received(connection)  # CONNECT
    async with running_field(_plan(order)) as fleet:
        fleet.stop_measuring()
        connection.send(await _arrived(fleet))
        while True:
            question = await received(connection)
            if question is Question.MEASURE:
                fleet.start_measuring()
            connection.send(
                await _finished(fleet) if question is Question.FINISH else _count(fleet)
            )


def _plan(order: FleetOrder) -> FieldPlan:
    """One reading an interval, whatever the power does."""
    return FieldPlan(
        broker=order.broker,
        claims=order.claims,
        claim=read_claim(order.claim_certificate, order.claim_key),
        server_ca=order.server_ca,
        serial_numbers=order.serial_numbers,
        sources=simulated_sources(len(order.serial_numbers), profile="plain", seed=_SEED),
        state=order.state,
        configuration=DeviceConfiguration(reporting_interval_s=order.interval_s, on_change_w=0.0),
    )


async def _arrived(fleet: FieldFleet) -> Arrived:
    """Raises LoadError when somebody is missing for too long."""
    began_s, cpu_before_s = time.perf_counter(), time.process_time()
    while fleet.counters.connected < len(fleet.devices):
        if time.perf_counter() - began_s > _ARRIVAL_S:
            missing = "; ".join(fleet.unhappy())
            raise LoadError(f"not all devices are connected after {_ARRIVAL_S:.0f} s: {missing}")
        await asyncio.sleep(_LOOK_EVERY_S)
    return Arrived(
        device_ids=tuple(str(device.device_id) for device in fleet.devices),
        provisioned=fleet.counters.provisioned,
        seconds=time.perf_counter() - began_s,
        cpu_s=time.process_time() - cpu_before_s,
    )


def _count(fleet: FieldFleet) -> Count:
    """Of this moment."""
    counters = fleet.counters
    return Count(
        measured=counters.measured,
        acknowledged=counters.acknowledged,
        resent=counters.resent,
        refused=counters.refused.total(),
        connections_lost=counters.connections_lost,
        latency=counters.latencies.percentiles(),
    )


async def _finished(fleet: FieldFleet) -> Finished:
    fleet.stop_measuring()
    await fleet.drained(_DRAIN_S)
    numbers = {
        str(device.device_id): (device.readings.numbers.start, device.readings.numbers.stop)
        for device in fleet.devices
    }
    return Finished(count=_count(fleet), numbers=numbers)
