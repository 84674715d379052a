"""The kinds of devices that a community can be played with."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from devstack.demo.identities import identities_of, listed
from devstack.demo.system import System
from devstack.devices.fleet import Fleet
from devstack.devices.played_fleet import PlayedFleet
from devstack.devices.program.fleet import ProgramFleet
from devstack.devices.program.plan import ProgramPlan
from devstack.devices.settings import STATUS_EVERY_S, FleetSettings
from devstack.servers import leftovers

KindName = Literal["simulated", "firmware"]
MakeFleet = Callable[[System, Sequence[str]], Awaitable[PlayedFleet]]
"""A fleet of these devices that may come to that system. Raises OnboardingError, FleetError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceKind:
    """What the devices of a community are; `name` is remembered with it."""

    name: KindName
    make_fleet: MakeFleet


async def simulated_fleet(
    settings: FleetSettings, system: System, device_ids: Sequence[str]
) -> PlayedFleet:
    """The simulator's, with certificates where the broker takes some.

    Raises OnboardingError, FleetError.
    """
    identities = await identities_of(system, device_ids)
    return Fleet(system.mqtt, device_ids, settings=settings, identities=identities)


def of_simulator(*, cadence_s: float) -> DeviceKind:
    """The simulator's, which say how they are as devices in the field do."""
    settings = FleetSettings(status_every_s=STATUS_EVERY_S, cadence_s=cadence_s)
    return DeviceKind(name="simulated", make_fleet=partial(simulated_fleet, settings))


def of_firmware(program: Path, *, cadence_s: float, firmware_key: str) -> DeviceKind:
    """A process of the firmware's Linux program each; they provision themselves.

    `firmware_key`: base64, see DeviceProcess.
    """
    make_fleet = partial(_program_fleet, program, round(cadence_s), firmware_key)
    return DeviceKind(name="firmware", make_fleet=make_fleet)


async def _program_fleet(
    program: Path, cadence_s: int, firmware_key: str, system: System, device_ids: Sequence[str]
) -> PlayedFleet:
    await listed(system, device_ids)
    plan = ProgramPlan(
        program=(str(program),),
        broker=system.mqtt,
        claim=system.claim,
        firmware_key=firmware_key,
        cadence_s=cadence_s,
        state=system.folder / "devices",
        logs=system.folder / "log",
        more=("--powers", "-"),
        on_launch=partial(leftovers.record, system.folder),
    )
    return ProgramFleet(plan, device_ids)
