"""Devices with certificates: provisioned by their claim, connected again, sending."""

import asyncio
import os
from collections.abc import Sequence
from typing import Final

import asyncpg

from benchmarks.child import LoadError
from benchmarks.communities import make_communities
from benchmarks.fleet.books import check_fleet_books
from benchmarks.fleet.plan import Arrived, Count, FleetOrder
from benchmarks.fleet.process import FleetProcess, fleet_process
from benchmarks.fleet.results import FleetBooks, FleetReadings, FleetResults
from benchmarks.machine import this_machine
from benchmarks.measurement import LONG_RUN, Say
from benchmarks.measuring.arrival import Arrival, ArrivalWatch
from benchmarks.measuring.processes import PartsMeter
from benchmarks.measuring.scrape import Scraper
from benchmarks.measuring.window import Mark, Window, mark_now, window_of
from benchmarks.options import Options
from benchmarks.registration import register
from devstack.devices.field_run import read_claim
from devstack.people.connection import Connection
from devstack.people.operator import ManufacturedDevice, Operator
from devstack.supervisor.certificates import BATCH
from devstack.supervisor.stack import Stack
from libs.chassis.bus_connection import connect_bus

SIMULATOR: Final = "(simulator)"
GATEWAY_SETTINGS: Final = {"claim_burst": 1e9}
"""A gateway answers ten requests a second with one claim: that would be all there is to measure."""
_SERIAL: Final = "BENCH-{:06}"
_LISTED_AT_ONCE: Final = 500
_SETTLING_INTERVALS: Final = 2
"""A device's first interval begins with its first sample."""


class FleetMeasurement:
    """The order of it on a running stack; for one use."""

    def __init__(self, stack: Stack, options: Options, say: Say) -> None:
        """Raises LoadError where the broker takes no certificates."""
        if not stack.has_certificates:
            raise LoadError("this broker takes no certificates: --mqtt mosquitto")
        self._stack = stack
        self._options = options
        self._say = say
        self._order = _order(stack, options)

    async def run(self, load_average: float) -> FleetResults:
        """Raises LoadError, ApiProblem, asyncpg.PostgresError."""
        stack, devices = self._stack, len(self._order.serial_numbers)
        await self._list()
        self._say(f"{devices:,} devices come with their claim")
        async with fleet_process(self._order) as fleet:
            arrived, provisioning = await self._arrival(fleet)
        if arrived.provisioned != devices:
            raise LoadError(f"{arrived.provisioned} of {devices} devices were provisioned")
        urls = {name: stack.service_url(name) for name in stack.options.services}
        async with Scraper(urls) as scraper:
            await self._associate(arrived.device_ids, scraper)
            self._say("their power fails, and all come back")
            async with fleet_process(self._order) as fleet:
                _, connecting = await self._arrival(fleet)
                readings, books = await self._readings(fleet, scraper)
        return FleetResults(
            machine=this_machine(load_average, stack.mqtt.kind),
            provisioning=provisioning,
            connecting=connecting,
            readings=readings,
            books=books,
        )

    async def _list(self) -> None:
        """The batch, and its devices in the manufacturing list."""
        order = self._order
        claim = read_claim(order.claim_certificate, order.claim_key)
        serials = order.serial_numbers
        async with Connection(self._stack.url) as connection:
            operator = Operator(connection, self._stack.operator_token)
            await operator.add_batch(BATCH, [claim.serial])
            for start in range(0, len(serials), _LISTED_AT_ONCE):
                await operator.list_devices(
                    [
                        ManufacturedDevice(serial_number=serial, batch_id=BATCH)
                        for serial in serials[start : start + _LISTED_AT_ONCE]
                    ]
                )

    async def _arrival(self, fleet: FleetProcess) -> tuple[Arrived, Arrival]:
        pids = self._stack.supervisor.pids()
        watch = ArrivalWatch(pids, broker=self._stack.mqtt.kind)
        arrived = await fleet.connect()
        arrival = watch.over(
            count=len(arrived.device_ids),
            seconds=arrived.seconds,
            load=SIMULATOR,
            load_cpu_s=arrived.cpu_s,
        )
        return arrived, arrival

    async def _associate(self, device_ids: Sequence[str], scraper: Scraper) -> None:
        async with connect_bus(self._stack.nats.url, name="benchmark") as bus:
            await register(bus, scraper, make_communities(device_ids))

    async def _readings(
        self, fleet: FleetProcess, scraper: Scraper
    ) -> tuple[FleetReadings, FleetBooks]:
        seconds = LONG_RUN * self._options.seconds
        rate_per_s = len(self._order.serial_numbers) / self._order.interval_s
        self._say(f"{rate_per_s:,.0f} readings/s for {seconds:.0f} s")
        pids = self._stack.supervisor.pids()
        meter = PartsMeter(pids | {SIMULATOR: fleet.pid, "(benchmark)": os.getpid()})
        await fleet.measure()
        await asyncio.sleep(_SETTLING_INTERVALS * self._order.interval_s)
        before, first = await _moment(fleet, scraper, meter)
        await asyncio.sleep(seconds)
        after, last = await _moment(fleet, scraper, meter)
        window = window_of(first, last, meter.memory_bytes())
        finished = await fleet.finish()
        connection = await asyncpg.connect(self._stack.database_dsn)
        try:
            books = await check_fleet_books(connection, finished)
        finally:
            await connection.close()
        return _figures(self._order, window, before, after), books


async def _moment(fleet: FleetProcess, scraper: Scraper, meter: PartsMeter) -> tuple[Count, Mark]:
    return await fleet.count(), await mark_now(scraper, meter)


def _figures(order: FleetOrder, window: Window, before: Count, after: Count) -> FleetReadings:
    devices = len(order.serial_numbers)
    return FleetReadings(
        devices=devices,
        interval_s=order.interval_s,
        rate_per_s=devices / order.interval_s,
        seconds=window.seconds,
        measured_per_s=(after.measured - before.measured) / window.seconds,
        acknowledged_per_s=(after.acknowledged - before.acknowledged) / window.seconds,
        acknowledged_after=after.latency,
        to_stored=window.to_stored,
        to_balance=window.to_folded,
        costs=window.costs(),
        others_cpu_us=window.others_cpu_s * 1e6 / window.stored,
    )


def _order(stack: Stack, options: Options) -> FleetOrder:
    broker, certificates = stack.mqtt, stack.certificates
    assert broker.server_ca is not None
    return FleetOrder(
        serial_numbers=tuple(_SERIAL.format(number) for number in range(options.devices)),
        broker=f"mqtts://{broker.host}:{broker.tls_port}",
        claims=f"mqtts://{broker.host}:{broker.claims_port}",
        claim_certificate=certificates.claim_certificate,
        claim_key=certificates.claim_key,
        server_ca=broker.server_ca,
        state=stack.folder / "simulator",
        interval_s=options.interval_s,
    )
