"""Homes with the firmware's devices, a process each, on a stack."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

import asyncpg

from devstack.devices.program.device import ProgramDevice
from devstack.devices.program.fleet import ProgramFleet
from devstack.devices.program.plan import ProgramPlan
from devstack.devices.program.record import Measured
from devstack.people.connection import ApiProblem
from devstack.people.operator import Operator
from devstack.people.person import Person
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from tests.fleet import associate, operator_of
from tests.village import a_device_id

T = TypeVar("T")
_PATIENCE_S: Final = 120.0
_LONG_AGO: Final = timedelta(days=30)
_INTERVAL_S: Final = 1
"""Between two readings, until the system wishes another one."""


class Booked(NamedTuple):
    """A reading of the books."""

    stamp_ms: int
    power_mw: int


Readings = Mapping[int, Booked]
"""By number."""
AreRight = Callable[[ProgramDevice, Measured, Booked], bool]
"""Whether the books have a reading as it was measured."""


def _as_stamped(_: ProgramDevice, said: Measured, booked: Booked) -> bool:
    return said[:2] == booked


@dataclass(frozen=True, slots=True, kw_only=True)
class Homes:
    """The devices, who runs them, and who owns the facilities they measure."""

    stack: Stack
    fleet: ProgramFleet
    operator: Operator
    owner: Person

    @property
    def devices(self) -> Sequence[ProgramDevice]:
        """All of them."""
        return list(self.fleet.devices.values())

    @asynccontextmanager
    async def patience(self) -> AsyncIterator[None]:
        """For what waits for devices: at its end it is said how each one is."""
        try:
            async with asyncio.timeout(_PATIENCE_S):
                yield
        except TimeoutError:
            raise AssertionError("\n".join(map(_how_it_is, self.devices))) from None

    async def all_are(self, holds: Callable[[ProgramDevice], bool]) -> None:
        """Wait until each device is so."""
        async with self.patience():
            await asyncio.gather(*(one.until(partial(holds, one)) for one in self.devices))

    async def configure(self, interval_s: int) -> None:
        """Let them measure each so many seconds, and wait until they do."""
        before = {one: one.newest.get("configured") for one in self.devices}
        await asyncio.gather(*(self._wish(one, interval_s) for one in self.fleet.device_ids))
        await self.all_are(lambda one: one.newest.get("configured") is not before[one])

    async def _wish(self, device_id: str, interval_s: int) -> None:
        async def is_told() -> bool:
            wish = self.operator.configure(device_id, {"reportingIntervalS": interval_s})
            return await unless_unheard(wish) is not None

        await eventually(is_told, timeout_s=_PATIENCE_S, interval_s=0.2)

    async def associate(self) -> None:
        """A facility each, for readings of weeks ago too."""
        await associate(self.owner, self.fleet.device_ids, datetime.now(UTC) - _LONG_AGO)

    async def power_failure(self, *more: str) -> None:
        """Power is away everywhere, and comes back; the programs have these flags besides then."""
        for device in self.devices:
            device.cut_power()
        for number, device in enumerate(self.devices):
            await device.is_off()
            device.process = replace(device.process, more=(*_measuring(number), *more))
            await device.switch_on()

    async def books_hold_what_was_measured(self, are_right: AreRight = _as_stamped) -> int:
        """Switch off, and wait until every reading is in the books once and right; how many.

        A reading may have got its number just before a power failure, and nobody heard of it.
        """
        await self.fleet.drained(_PATIENCE_S)

        async def are_booked() -> bool:
            booked = await booked_readings(self.stack, self.fleet.device_ids)
            differences = [
                _difference(one, booked[one.serial_number], are_right) for one in self.devices
            ]
            assert not any(differences), "; ".join(filter(None, differences))[:1000]
            return True

        await eventually(are_booked, timeout_s=_PATIENCE_S)
        assert not any(one.record.refused for one in self.devices)
        return sum(_next_number(one) for one in self.devices)


def _how_it_is(device: ProgramDevice) -> str:
    said = " / ".join(list(device.last_words)[-2:])
    pending, deaths = device.record.pending, device.deaths
    return f"{device.serial_number} {device.state}, {pending=}, {deaths=}, said last: {said}"


async def unless_unheard(request: Awaitable[T]) -> T | None:
    """The gateway's answer; None while it has not heard of the device."""
    try:
        return await request
    except ApiProblem as problem:
        if problem.status != HTTPStatus.NOT_FOUND:
            raise
        return None


MakeHomes = Callable[[int], AbstractAsyncContextManager[Homes]]
"""With so many devices."""


def _measuring(number: int) -> tuple[str, ...]:
    """Each device another power, every third one feeds in."""
    power_w = (200 + 10 * number) * (-1 if number % 3 == 0 else 1)
    return "--adc", "windows", "--wave", str(power_w)


@asynccontextmanager
async def homes_with_devices(
    stack: Stack,
    owner: Person,
    program: Path,
    folder: Path,
    devices: int,
) -> AsyncIterator[Homes]:
    """So many devices that were switched on with nothing but their claim."""
    prefix = a_device_id()
    serials = [f"{prefix}-{number:02}" for number in range(devices)]
    plan = ProgramPlan(
        program=(str(program),),
        broker=stack.mqtt,
        claim=stack.claim,
        firmware_key=stack.certificates.firmware_public_key,
        cadence_s=_INTERVAL_S,
        state=folder / "devices",
        logs=folder / "log",
    )
    fleet = ProgramFleet(plan, serials)
    for number, device in enumerate(fleet.devices.values()):
        device.process = plan.device(device.serial_number, *_measuring(number))
    async with operator_of(stack, serials) as operator, fleet:
        yield Homes(stack=stack, fleet=fleet, operator=operator, owner=owner)


async def booked_readings(stack: Stack, device_ids: Sequence[str]) -> dict[str, Readings]:
    """What the books have of these devices, of readings that have a facility."""
    connection = await asyncpg.connect(stack.database_dsn)
    try:
        rows = await connection.fetch(
            "select device_id, sequence, (extract(epoch from measured_at) * 1000)::bigint as ms,"
            " power_mw from energy.reading where device_id = any($1) and facility_id is not null",
            list(device_ids),
        )
    finally:
        await connection.close()
    found: dict[str, dict[int, Booked]] = {device_id: {} for device_id in device_ids}
    for device_id, number, stamp_ms, power_mw in rows:
        assert number not in found[device_id], f"{device_id}: {number} is there twice"
        found[device_id][number] = Booked(stamp_ms, power_mw)
    return dict(found)


def _next_number(device: ProgramDevice) -> int:
    """So many numbers it has given, from 0 on."""
    number = device.newest["stopped"].sequence
    assert number is not None
    return number


def _difference(device: ProgramDevice, booked: Readings, are_right: AreRight) -> str:
    """Nothing where the books have each number of the device's once, as it measured it."""
    measured = device.record.readings()
    given = range(_next_number(device))
    missing = sorted(set(given) - booked.keys())
    invented = sorted(booked.keys() - set(given))
    changed = [
        (said, booked[number])
        for number, said in measured.items()
        if number in booked and not are_right(device, said, booked[number])
    ]
    if not missing and not invented and not changed:
        return ""
    return f"{device.serial_number}: {missing[:5]=}, {invented[:5]=}, {changed[:3]=}"
